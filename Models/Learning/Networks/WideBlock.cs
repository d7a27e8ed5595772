using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LossActors.Learning.Networks;

/// <summary>
/// A pre-activated block: a = act(norm(x)), conv(act(norm(conv(a)))) + x; where the shape changes, a 1×1 convolution of a for x.
/// </summary>
sealed class WideBlock : nn.Module<Tensor, Tensor>
{
    readonly Conv2d first, second;
    readonly Conv2d? shortcut;
    readonly BatchNormalisation firstNorm, secondNorm;

    public WideBlock(int inputs, int outputs, int stride, double momentum) : base("WideBlock")
    {
        register_module("bn1", firstNorm = new BatchNormalisation(inputs, momentum));
        register_module("conv1", first = Residual.Convolution(inputs, outputs, stride));
        register_module("bn2", secondNorm = new BatchNormalisation(outputs, momentum));
        register_module("conv2", second = Residual.Convolution(outputs, outputs, 1));
        if (inputs != outputs) register_module("shortcut", shortcut = nn.Conv2d(inputs, outputs, 1, stride, bias: false));
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var active = LeakyRelu.Of(firstNorm.forward(input));
        var value = second.forward(LeakyRelu.Of(secondNorm.forward(first.forward(active))));
        return value.Plus(shortcut?.forward(active) ?? input).MoveToOuterDisposeScope();
    }
}
