using LossActors.Genetics.Genes;
using LossActors.Learning.Networks;

namespace LossActors.Learning.Training;

/// <summary>
/// Where sharpness-aware minimisation takes its gradient: at w + ρ·g/(‖g‖ + 1e-12) (SAM), or w + ρ·w²·g/(‖g‖ + 1e-12) (ASAM as in the code
/// released with SoftAD, which divides by ‖g‖ where Kwon et al. 2021 divide by ‖w·g‖). A loss's learned threshold stays where it is.
/// </summary>
/// <remarks>No number is read back, so a card need not be waited for.</remarks>
sealed class Ascent(Sharpness gene, Network network) : IDisposable
{
    const double Smallest = 1e-12;

    readonly Tensor[] parameters = [.. network.Trained];
    readonly Copies weights = new([.. network.Trained]);
    readonly Copies buffers = new([.. network.Buffers]);

    /// <summary>Moves the weights by their gradients.</summary>
    public void Climb()
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        weights.Take();
        buffers.Take();
        var gradients = parameters.Select(p => (Weight: p, Gradient: p.grad)).Where(g => g.Gradient is not null).ToArray();
        if (gradients.Length == 0) return;
        var norm = torch.stack([.. gradients.Select(g => g.Gradient!.norm())]).norm();
        using TorchSharp.Scalar length = Numbers.Kept(gene.Radius), one = Numbers.Kept(1);
        var radius = length / norm.Plus(Smallest);
        foreach (var (weight, gradient) in gradients)
            weight.addcmul_(gene.IsAdaptive ? gradient! * weight.square() : gradient!, radius, one);
    }

    /// <summary>Puts back weights and buffers: running statistics are those of w, not of the point above it.</summary>
    public void Return()
    {
        using var quiet = torch.no_grad();
        weights.PutBack();
        buffers.PutBack();
    }

    public void Dispose()
    {
        weights.Dispose();
        buffers.Dispose();
    }

    sealed class Copies(Tensor[] originals) : IDisposable
    {
        readonly Tensor[] copies = [.. originals.Select(t => torch.zeros_like(t).DetachFromDisposeScope())];

        public void Take()
        {
            for (var i = 0; i < copies.Length; i++) copies[i].copy_(originals[i]);
        }

        public void PutBack()
        {
            for (var i = 0; i < copies.Length; i++) originals[i].copy_(copies[i]);
        }

        public void Dispose()
        {
            foreach (var copy in copies) copy.Dispose();
        }
    }
}
