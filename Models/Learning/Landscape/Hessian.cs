
namespace LossActors.Learning.Landscape;

/// <summary>
/// Products with a Hessian, by double backward (Pearlmutter, Neural Computation 6, 1994). Guards and kinks have the derivatives that
/// training uses, so a ReLU adds no curvature of its own. Keeps the graph of the gradient until it is disposed; one thread's.
/// </summary>
public sealed class Hessian : IDisposable
{
    readonly LossSurface surface;
    readonly DisposeScope scope = torch.NewDisposeScope();
    readonly Tensor?[] gradients;

    internal Hessian(LossSurface surface, long? step)
    {
        this.surface = surface;
        gradients = surface.Slopes(step, recorded: true);
    }

    /// <summary>H·v, both of [<see cref="LossSurface.Dimension"/>].</summary>
    public double[] Times(ReadOnlySpan<double> vector) => surface.Product(gradients, vector);

    public void Dispose() => scope.Dispose();
}
