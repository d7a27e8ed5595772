namespace LossActors.Learning.Landscape;

/// <param name="Eigenvalues">How many of the largest, from 1.</param>
/// <param name="MostSamples">More training samples than this are represented by as many fixed ones.</param>
/// <param name="EveryStep">
/// Take the loss at every step, for <see cref="LandscapePoint.LargestRise"/>; without it only where one looks.
/// </param>
/// <param name="Tolerance">Of the eigenvalues: see <see cref="Lanczos.Largest"/>.</param>
public sealed record LandscapeOptions(int Eigenvalues = 3, int MostSamples = 512, bool EveryStep = true, double Tolerance = 1e-4);
