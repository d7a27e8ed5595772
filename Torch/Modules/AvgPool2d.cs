namespace LossActors.Torch.Modules;

/// <summary>Mean over square windows.</summary>
public sealed class AvgPool2d : torch.nn.Module
{
    readonly long[] window, strides, paddings;

    internal AvgPool2d(long kernelSize, long stride, long padding) : base("AvgPool2d") =>
        (window, strides, paddings) = ([kernelSize, kernelSize], [stride, stride], [padding, padding]);

    public override Tensor forward(Tensor input) => Aten.AvgPool2d.Call(input, window, strides, paddings);
}
