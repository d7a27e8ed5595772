namespace LossActors.Torch.Modules;

/// <summary>Maximum over square windows.</summary>
public sealed class MaxPool2d : torch.nn.Module
{
    readonly long[] window, strides, paddings;

    internal MaxPool2d(long kernelSize, long stride, long padding) : base("MaxPool2d") =>
        (window, strides, paddings) = ([kernelSize, kernelSize], [stride, stride], [padding, padding]);

    public override Tensor forward(Tensor input) => Aten.MaxPool2d.Call(input, window, strides, paddings);
}
