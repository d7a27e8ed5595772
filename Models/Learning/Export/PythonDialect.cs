namespace LossActors.Learning.Export;

/// <summary>How a library of arrays writes what losses need: expressions, and functions that a file defines once at its top.</summary>
/// <param name="Library">The name that its functions are called by.</param>
/// <param name="Theta">A learned threshold.</param>
abstract record PythonDialect(string Library, string Theta)
{
    public static PythonDialect Torch { get; } = new TorchDialect();

    public static PythonDialect Arrays { get; } = new ArrayDialect();

    /// <summary>x where it is positive, else 0.</summary>
    public abstract string Positive(string x);

    public abstract string AtMost(string x, int bound);

    /// <summary>The smaller, or larger, of an array and a number.</summary>
    /// <param name="function"><c>minimum</c> or <c>maximum</c>.</param>
    public abstract string Bounded(string function, string x, string bound);

    public abstract string Sigmoid(string x);

    /// <summary>Functions that entries may call, by their names.</summary>
    public abstract IReadOnlyList<(string Name, string Text)> EntryHelpers { get; }

    public abstract string Ranked { get; }

    public abstract IReadOnlyList<string> RootMeanSquare { get; }

    public abstract IReadOnlyList<string> ChiSquare { get; }

    public abstract string Tilted { get; }

    public abstract string ValueAtRisk { get; }

    public string Abs(string x) => $"{Library}.abs({x})";

    public string Soft => $"""
        def _soft(x):
            '''sqrt(1 + x^2) - 1 without loss of digits near 0.'''
            return x * x / (1 + {Library}.sqrt(1 + x * x))
        """;

    public static string Quantile => """
        def _lower_quantile(losses, level):
            return _ranked(losses, math.floor(round(level * (len(losses) - 1), 9)))
        """;
}
