using LossActors.Learning.Landscape;
using LossActors.Learning.Training;

namespace LossActors.Host.Landscapes;

/// <summary>What is to be looked at.</summary>
/// <param name="Loss">As it was typed.</param>
/// <param name="Every">Steps between two looks.</param>
/// <param name="Reach">Of the plane, where 1 is as far as the weights are from 0; null for the kind's own.</param>
/// <param name="Grid">Points a side, odd.</param>
sealed record LandscapeView(
    string Loss, string Genome, Recipe Recipe, int Every, LandscapeOptions Options, PlaneKind Plane, double? Reach, int Grid);

/// <summary>Which plane through the solution is shown.</summary>
enum PlaneKind
{
    None,

    /// <summary>Two random directions, filter-normalised.</summary>
    Random,

    /// <summary>The eigenvectors of the two largest eigenvalues.</summary>
    Eigen,
}
