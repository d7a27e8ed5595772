namespace LossActors.Learning.Landscape;

/// <summary>A training seen after so many steps. Losses and eigenvalues are of the watched samples, times the loss's factor.</summary>
/// <param name="Step">Optimiser steps done.</param>
/// <param name="Loss">F(t), weighted by the schedule at this step.</param>
/// <param name="StaticLoss">The same weights, without the schedule.</param>
/// <param name="Eigenvalues">Largest ones of the weighted loss's Hessian, descending.</param>
/// <param name="StaticEigenvalues">Without the schedule.</param>
/// <param name="Accuracy">On the whole training split, as scored: a fraction.</param>
/// <param name="LargestFall">Least F(t) − F(t−1) since the point before, over every step.</param>
/// <param name="LargestRise">
/// Greatest F(t) − F(t−1) since the point before. Both are NaN where no step was taken or the loss was not followed.
/// </param>
public sealed record LandscapePoint(
    int Step, double Loss, double StaticLoss, IReadOnlyList<double> Eigenvalues, IReadOnlyList<double> StaticEigenvalues, double Accuracy,
    double LargestFall, double LargestRise);
