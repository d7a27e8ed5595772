namespace LossActors.Torch.Modules;

/// <summary>In training, zeroes each element with probability p and divides the others by 1 − p; else the identity.</summary>
public sealed class Dropout : torch.nn.Module
{
    readonly double p;
    readonly UniformSource uniform;

    internal Dropout(double p, UniformSource uniform) : base("Dropout")
    {
        if (p is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "A dropout probability is at least 0 and below 1.");
        (this.p, this.uniform) = (p, uniform);
    }

    public override Tensor forward(Tensor input)
    {
        if (!training)
            return input.alias();
        var mask = new float[input.numel()];
        uniform(mask);
        float kept = (float)(1 / (1 - p));
        for (int i = 0; i < mask.Length; i++)
            mask[i] = mask[i] < p ? 0 : kept;
        using var factors = torch.from_span<float>(mask, input.shape, input.device);
        return input * factors;
    }
}
