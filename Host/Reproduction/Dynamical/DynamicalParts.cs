namespace LossActors.Host.Reproduction.Dynamical;

/// <param name="Grid">Width × amplitude.</param>
/// <param name="Redrawn">The headline's cells with points of their own for each seed.</param>
/// <param name="Map">Amplitude × period at one width; amplitude 1 once.</param>
/// <param name="Curvature">Whole trainings, and every step around the end of a period.</param>
sealed record DynamicalParts(
    IReadOnlyList<SpiralTraining> Grid,
    IReadOnlyList<SpiralTraining> Redrawn,
    IReadOnlyList<SpiralTraining> Map,
    IReadOnlyList<SpiralCurvature> Curvature);
