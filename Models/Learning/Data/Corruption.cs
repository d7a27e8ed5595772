namespace LossActors.Learning.Data;

/// <summary>
/// Each image gets one severity from 0, clean, to 5, once and for all draws of a recipe, and is damaged accordingly, as in the experiments
/// of SharpDRO and COCE (arXiv 2408.03619). A sample's severity is its group.
/// </summary>
/// <param name="Table">Whose table of levels.</param>
public sealed record Corruption(
    CorruptionKind Kind = CorruptionKind.GaussianNoise, SeverityDistribution Severities = SeverityDistribution.Poisson,
    CorruptionTable Table = CorruptionTable.Cifar, CorruptedPart On = CorruptedPart.All)
{
    /// <summary>Severities, 0 included.</summary>
    public const int Levels = 6;

    /// <summary>Standard deviation of the noise at severities 1 … 5, pixels in [0, 1].</summary>
    internal static ReadOnlySpan<double> Deviations(CorruptionTable table) =>
        table == CorruptionTable.Cifar ? [0.04, 0.06, 0.08, 0.09, 0.10] : [0.04, 0.08, 0.12, 0.15, 0.18];

    /// <summary>Quality of the JPEG file at severities 1 … 5.</summary>
    internal static ReadOnlySpan<int> Qualities(CorruptionTable table) =>
        table == CorruptionTable.Cifar ? [80, 65, 58, 50, 40] : [65, 58, 50, 40, 25];
}
