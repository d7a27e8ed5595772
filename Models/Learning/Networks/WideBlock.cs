using LossActors.Torch;
using LossActors.Torch.Modules;
using static LossActors.Torch.torch;

namespace LossActors.Learning.Networks;

/// <summary>A pre-activated block: a = act(norm(x)), conv(act(norm(conv(a)))) + x; where the shape changes, a 1×1 convolution of a for x.</summary>
sealed class WideBlock : nn.Module
{
    readonly Conv2d first, second;
    readonly Conv2d? shortcut;
    readonly BatchNorm firstNorm, secondNorm;

    public WideBlock(int inputs, int outputs, int stride, double momentum) : base("WideBlock")
    {
        firstNorm = register_module("bn1", nn.BatchNorm2d(inputs, momentum: momentum));
        first = register_module("conv1", Residual.Convolution(inputs, outputs, stride));
        secondNorm = register_module("bn2", nn.BatchNorm2d(outputs, momentum: momentum));
        second = register_module("conv2", Residual.Convolution(outputs, outputs, 1));
        if (inputs != outputs) shortcut = register_module("shortcut", nn.Conv2d(inputs, outputs, 1, stride, bias: false));
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var active = firstNorm.forward(input).leaky_relu(Residual.Slope);
        var value = second.forward(secondNorm.forward(first.forward(active)).leaky_relu(Residual.Slope));
        return (value + (shortcut?.forward(active) ?? input)).MoveToOuterDisposeScope();
    }
}
