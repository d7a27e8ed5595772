using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LossActors.Learning.Networks;

/// <summary>
/// relu(x + norm(conv(relu(norm(conv(x)))))); where the shape changes, every second pixel of x and zeros for the new channels.
/// </summary>
sealed class ResidualBlock : nn.Module<Tensor, Tensor>
{
    readonly Conv2d first, second;
    readonly BatchNormalisation firstNorm, secondNorm;
    readonly int stride, added;

    public ResidualBlock(int inputs, int outputs, int stride) : base("ResidualBlock")
    {
        (this.stride, added) = (stride, outputs - inputs);
        register_module("conv1", first = Residual.Convolution(inputs, outputs, stride));
        register_module("bn1", firstNorm = new BatchNormalisation(outputs));
        register_module("conv2", second = Residual.Convolution(outputs, outputs, 1));
        register_module("bn2", secondNorm = new BatchNormalisation(outputs));
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var value = secondNorm.forward(second.forward(firstNorm.forward(first.forward(input)).relu_()));
        return value.Plus(Shortcut(input)).relu_().MoveToOuterDisposeScope();
    }

    Tensor Shortcut(Tensor input)
    {
        if (stride == 1 && added == 0) return input;
        var picked = nn.functional.avg_pool2d(input, 1, stride);
        var sizes = picked.shape;
        var padding = zeros([sizes[0], added / 2, sizes[2], sizes[3]], device: input.device);
        return cat([padding, picked, padding], 1);
    }
}
