namespace LossActors.Learning.Training;

/// <summary>
/// Trains for the groups of samples whose loss is high and sharp (SharpDRO; Huang et al., CVPR 2023, as in the code released with COCE):
/// the gradient is that of mean l(w) + Σ_s q_s·(l_s(w′) − l_s(w)) with l_s the mean loss of a batch's samples of group s,
/// w′ = w + ρ·g/(‖g‖ + 1e-12), g the gradient of mean l, and weights q_s ← q_s·exp(rate·l_s(w)) scaled to sum 1, which start equal and
/// are carried from step to step. Groups that a batch lacks keep their place. w′ is held constant. A step costs three backward passes.
/// </summary>
/// <param name="Radius">ρ, above 0 up to 10.</param>
/// <param name="Rate">Step of the weights, 0.01 as released.</param>
public sealed record SharpDroSpec(double Radius = 0.05, double Rate = 0.01)
{
    /// <summary>What is wrong with the values, as (key, sentence without subject).</summary>
    public IEnumerable<(string Key, string Problem)> Problems()
    {
        if (!(Radius is >= 1e-6 and <= 10)) yield return ("radius", $"is {Radius}; it lies in [1e-6, 10]");
        if (!(Rate >= 0 && double.IsFinite(Rate))) yield return ("rate", $"is {Rate}; it is a finite number ≥ 0");
    }
}
