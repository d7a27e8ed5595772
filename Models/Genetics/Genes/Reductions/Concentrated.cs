namespace LossActors.Genetics.Genes.Reductions;

/// <summary>
/// η + mean ρ(L_i − η) with L_i = θ + φ(l_i − θ): losses are drawn towards a threshold on their certainty equivalent (COCE; Holland and
/// Hamada 2024).
/// At the level of the batch ρ acts on the mean of L_i, as the authors' released code does for CVaR.
/// </summary>
public sealed record Concentrated : Reduction
{
    /// <summary>What ρ is: √(1 + x²) − 1, |x| or x²/2.</summary>
    public enum Dispersion { Soft, Abs, Square }

    /// <summary>What θ is: 0, the batch's quantile, or a trained parameter.</summary>
    public enum Location { Zero, Quantile, Learned }

    /// <param name="certainty">φ</param>
    /// <param name="shape">β, ε or γ of φ; 0 for linear and quadratic.</param>
    /// <param name="eta">η</param>
    /// <param name="rho">ρ</param>
    /// <param name="theta">θ</param>
    /// <param name="perBatch">ρ acts on the batch's mean instead of each point.</param>
    public Concentrated(
        Certainty certainty, double shape, double eta,
        Dispersion rho = Dispersion.Soft, Location theta = Location.Zero, bool perBatch = false)
    {
        Certainty = certainty;
        Shape = certainty switch
        {
            Certainty.ValueAtRisk => new ValueAtRisk(shape).Beta,
            Certainty.ChiSquare => new ChiSquare(shape).Radius,
            Certainty.Tilted => new Tilted(shape).Gamma,
            _ => 0,
        };
        Eta = GeneException.Within(eta, -1e6, 1e6, "the threshold of concentrated");
        Rho = rho;
        Theta = theta;
        PerBatch = perBatch;
    }

    public Certainty Certainty { get; }

    public double Shape { get; }

    public double Eta { get; }

    public Dispersion Rho { get; }

    public Location Theta { get; }

    public bool PerBatch { get; }

    public override string Name => "concentrated";

    public override double? Threshold => Eta;

    public override Reduction At(double threshold) => new Concentrated(Certainty, Shape, threshold, Rho, Theta, PerBatch);

    protected override IReadOnlyList<string> Arguments
    {
        get
        {
            var arguments = new List<string>
            {
                Certainty switch
                {
                    Certainty.Linear => "linear",
                    Certainty.Quadratic => "quadratic",
                    Certainty.ValueAtRisk => $"cvar({Number(Shape)})",
                    Certainty.ChiSquare => $"chi2({Number(Shape)})",
                    _ => $"tilted({Number(Shape)})",
                },
                Number(Eta),
            };
            if (Rho != Dispersion.Soft) arguments.Add(Rho == Dispersion.Abs ? "rho=abs" : "rho=square");
            if (Theta != Location.Zero) arguments.Add(Theta == Location.Quantile ? "theta=quantile" : "theta=learned");
            if (PerBatch) arguments.Add("level=batch");
            return arguments;
        }
    }
}
