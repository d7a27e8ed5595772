using System.Numerics.Tensors;
using LossActors.Genetics.Randomness;

namespace LossActors.Learning.Landscape;

/// <summary>A loss on a plane through some weights: F(w + a·u + b·v) on a square grid.</summary>
/// <param name="Places">Values of a and of b, ascending; the middle one is 0.</param>
/// <param name="Values">[b, a]; NaN or infinite where the loss is.</param>
public sealed record SurfacePlane(IReadOnlyList<double> Places, IReadOnlyList<IReadOnlyList<double>> Values)
{
    /// <summary>Looks around the surface's present weights, which are put back.</summary>
    /// <param name="step">Optimiser steps done; null for the static loss.</param>
    /// <param name="u">[dimension], not scaled here; neither is <paramref name="v"/>.</param>
    /// <param name="reach">Largest a and b, above 0.</param>
    /// <param name="points">On each side; odd, so that the middle is the weights themselves.</param>
    public static SurfacePlane Around(
        LossSurface surface, long? step, double[] u, double[] v, double reach, int points, CancellationToken stop = default)
    {
        if (points < 3 || points % 2 == 0)
            throw new ArgumentOutOfRangeException(nameof(points), points, "A grid has an odd number of points a side, at least 3.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(reach);
        var origin = surface.Weights;
        var half = points / 2;
        double[] places = [.. Enumerable.Range(-half, points).Select(i => reach * i / half)];
        var values = new double[points][];
        var at = new double[origin.Length];
        try
        {
            for (var row = 0; row < points; row++)
            {
                values[row] = new double[points];
                for (var column = 0; column < points; column++)
                {
                    stop.ThrowIfCancellationRequested();
                    TensorPrimitives.MultiplyAdd(u, places[column], origin, at);
                    TensorPrimitives.MultiplyAdd(v, places[row], at, at);
                    surface.Weights = at;
                    values[row][column] = surface.Value(step);
                }
            }
        }
        finally
        {
            surface.Weights = origin;
        }

        return new(places, values);
    }

    /// <summary>
    /// A random direction, filter-normalised (Li et al., Visualizing the Loss Landscape of Neural Nets, 2018): normal draws, each filter
    /// or row of a weight scaled to the norm of the network's own; biases and normalisation parameters stay as they are. So 1 is as far
    /// as the weights themselves are from 0.
    /// </summary>
    public static double[] FilterNormalised(LossSurface surface, RandomStream random)
    {
        var weights = surface.Weights;
        var direction = new double[weights.Length];
        var at = 0;
        foreach (var shape in surface.Shapes)
        {
            var count = (int)shape.Aggregate(1L, (product, n) => product * n);
            if (shape.Length > 1)
            {
                var filter = count / (int)shape[0];
                for (var first = at; first < at + count; first += filter)
                {
                    var part = direction.AsSpan(first, filter);
                    foreach (ref var x in part) x = random.NextNormal();
                    var norm = TensorPrimitives.Norm<double>(weights.AsSpan(first, filter));
                    TensorPrimitives.Multiply(part, norm / TensorPrimitives.Norm<double>(part), part);
                }
            }

            at += count;
        }

        return direction;
    }
}
