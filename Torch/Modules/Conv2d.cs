namespace LossActors.Torch.Modules;

/// <summary>Convolution with W of shape [out_channels, in_channels, kernel_size, kernel_size].</summary>
public sealed class Conv2d : torch.nn.Module
{
    static readonly long[] Undilated = [1, 1];
    readonly long[] strides, paddings;

    internal Conv2d(long inChannels, long outChannels, long kernelSize, long stride, long padding, bool hasBias) : base("Conv2d")
    {
        (strides, paddings) = ([stride, stride], [padding, padding]);
        long fanIn = inChannels * kernelSize * kernelSize;
        weight = register_parameter("weight", torch.zeros(outChannels, inChannels, kernelSize, kernelSize), fanIn);
        if (hasBias)
            bias = register_parameter("bias", torch.zeros(outChannels), fanIn);
    }

    public Tensor weight { get; }

    public Tensor? bias { get; }

    public override Tensor forward(Tensor input) => Aten.Conv2d.Call(input, weight, bias, strides, paddings, Undilated, 1);
}
