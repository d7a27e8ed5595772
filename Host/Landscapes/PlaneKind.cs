namespace LossActors.Host.Landscapes;

/// <summary>Which plane through the solution is shown.</summary>
enum PlaneKind
{
    None,

    /// <summary>Two random directions, filter-normalised.</summary>
    Random,

    /// <summary>The eigenvectors of the two largest eigenvalues.</summary>
    Eigen,
}
