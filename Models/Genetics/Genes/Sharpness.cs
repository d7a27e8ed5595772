namespace LossActors.Genetics.Genes;

/// <summary>
/// Sharpness-aware minimisation: the gradient is taken at w + ρ·g/(‖g‖ + 1e-12) (SAM; Foret et al. 2021) or at
/// w + ρ·w²·g/(‖g‖ + 1e-12) (ASAM; Kwon et al. 2021, with the norm of the code released with SoftAD). A step costs two gradients.
/// </summary>
public sealed record Sharpness : Gene
{
    Sharpness(double radius, bool adaptive)
    {
        Radius = radius;
        IsAdaptive = adaptive;
    }

    public static Sharpness None { get; } = new(0, false);

    /// <param name="radius">ρ, above 0 up to 10.</param>
    public static Sharpness Sam(double radius) => new(GeneException.Within(radius, 1e-6, 10, "the radius of sam"), false);

    /// <param name="radius">ρ, above 0 up to 10.</param>
    public static Sharpness Asam(double radius) => new(GeneException.Within(radius, 1e-6, 10, "the radius of asam"), true);

    /// <summary>ρ; 0 for none.</summary>
    public double Radius { get; }

    public bool IsAdaptive { get; }

    public override bool IsPlain => Radius == 0;

    public override string Name => IsAdaptive ? "asam" : "sam";

    protected override IReadOnlyList<string> Arguments => [Number(Radius)];
}
