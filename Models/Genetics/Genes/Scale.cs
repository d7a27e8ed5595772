namespace LossActors.Genetics.Genes;

/// <summary>
/// The factor on the gradient of the reduced loss. <c>unit(m)</c>, the default with m = 1, makes the gradient at uniform predictions m
/// times cross-entropy's; <c>raw</c> takes the loss as it is.
/// </summary>
public sealed record Scale : Gene
{
    Scale(bool isRaw, double multiplier)
    {
        IsRaw = isRaw;
        Multiplier = multiplier;
    }

    /// <summary>The multipliers that a search may choose from.</summary>
    public static IReadOnlyList<double> Multipliers { get; } = [0.25, 0.5, 1, 2, 4];

    public static Scale Unit { get; } = new(false, 1);

    public static Scale Raw { get; } = new(true, 1);

    /// <summary>Unit scale times m.</summary>
    /// <exception cref="GeneException">m is none of <see cref="Multipliers"/>.</exception>
    public static Scale UnitTimes(double m) => Multipliers.Contains(m)
        ? new(false, m)
        : throw new GeneException($"the multiplier of unit(m) must be one of 0.25, 0.5, 1, 2, 4, not {Number(m)}");

    public bool IsRaw { get; }

    /// <summary>m; 1 for raw.</summary>
    public double Multiplier { get; }

    public override bool IsPlain => !IsRaw && Multiplier == 1;

    public override string Name => IsRaw ? "raw" : "unit";

    protected override IReadOnlyList<string> Arguments => IsRaw || Multiplier == 1 ? [] : [Number(Multiplier)];
}
