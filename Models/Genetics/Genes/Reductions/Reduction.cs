namespace LossActors.Genetics.Genes.Reductions;

/// <summary>
/// How the (weighted) sample losses l_i of a batch become one number. Thresholds are in the body's own units.
/// </summary>
public abstract record Reduction : Gene
{
    public static Reduction Mean { get; } = new Mean();

    /// <summary>The thresholds in the body's units, which make sense only beside this body's values.</summary>
    public virtual double? Threshold => null;

    /// <summary>The same reduction at another threshold; itself if it has none.</summary>
    public virtual Reduction At(double threshold) => this;
}
