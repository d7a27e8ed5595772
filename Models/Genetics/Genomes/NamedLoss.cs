using LossActors.Genetics.Genes;
using System.Collections.Immutable;

namespace LossActors.Genetics.Genomes;

/// <summary>A published loss as a genome with parameters.</summary>
/// <param name="Name">How it is written, for example <c>focal</c> or <c>focal(3)</c>.</param>
/// <param name="Parameters">In the order of the bracket.</param>
/// <param name="Source">Where it was published.</param>
/// <param name="Note">Which setting the defaults are, or which reading of the source.</param>
public sealed record NamedLoss(string Name, ImmutableArray<NamedLoss.Parameter> Parameters, string Source, string Note)
{
    /// <summary>A number in the bracket, with its default and limits.</summary>
    public sealed record Parameter(string Name, double Default, double Low, double High);

    /// <summary>The genome's text at given values of the parameters.</summary>
    public required Func<double[], string> Text { get; init; }

    /// <summary>The genome at the defaults.</summary>
    public LossGenome Default => Make([.. Parameters.Select(p => p.Default)]);

    /// <summary>The genome at the given values, one per parameter.</summary>
    /// <exception cref="GeneException">A value is outside its limits.</exception>
    public LossGenome Make(params double[] values)
    {
        if (values.Length != Parameters.Length) throw new GeneException($"{Name} has {Parameters.Length} parameters, not {values.Length}");
        for (var i = 0; i < values.Length; i++)
            GeneException.Within(values[i], Parameters[i].Low, Parameters[i].High, $"the {Parameters[i].Name} of {Name}");
        return LossGenome.Parse(Text(values));
    }
}
