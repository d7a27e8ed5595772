namespace LossActors.Torch.Modules;

/// <summary>Normalises the last dimension to mean 0 and variance 1, then scales and shifts each feature.</summary>
public sealed class LayerNorm : torch.nn.Module
{
    readonly long[] shape;
    readonly double eps;

    internal LayerNorm(long features, double eps) : base("LayerNorm")
    {
        (shape, this.eps) = ([features], eps);
        weight = register_parameter("weight", torch.ones(features));
        bias = register_parameter("bias", torch.zeros(features));
    }

    public Tensor weight { get; }

    public Tensor bias { get; }

    public override Tensor forward(Tensor input) => Aten.LayerNorm.Call(input, shape, weight, bias, eps, true);
}
