using System.Globalization;

namespace LossActors.Genetics.Expressions.Canonical;

/// <summary>
/// A constant that knows whether it was computed here. A literal stays as it was written; a folded one is kept to four digits when it is
/// written out, so that a chain of folds rounds once.
/// </summary>
readonly record struct Coefficient(double Value, bool Folded)
{
    const double Largest = 1e300;

    public static readonly Coefficient Zero = new(0, false);
    public static readonly Coefficient One = new(1, false);

    public static Coefficient Literal(double value) => new(value, false);

    public static Coefficient Computed(double value) => new(Math.Clamp(value, -Largest, Largest), true);

    public bool IsZero => Value == 0;

    public Coefficient Negated => this with { Value = -Value };

    public static Coefficient operator +(Coefficient a, Coefficient b) =>
        a.IsZero ? b : b.IsZero ? a : Computed(a.Value + b.Value);

    public static Coefficient operator *(Coefficient a, Coefficient b) =>
        Math.Abs(a.Value) == 1 ? b with { Value = a.Value * b.Value }
        : Math.Abs(b.Value) == 1 ? a with { Value = a.Value * b.Value }
        : Computed(a.Value * b.Value);

    /// <summary>The number that is written out.</summary>
    public double Rounded(bool round) => !Folded || !round
        ? Value
        : double.Parse(Value.ToString("E3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
