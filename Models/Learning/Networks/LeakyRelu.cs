using static TorchSharp.torch;

namespace LossActors.Learning.Networks;

/// <summary>x where it is positive, else a tenth of it: the wide network's.</summary>
sealed class LeakyRelu() : nn.Module<Tensor, Tensor>("LeakyReLU")
{
    static readonly TorchSharp.Scalar Slope = Numbers.Kept(0.1);

    public static Tensor Of(Tensor input) => input.leaky_relu(Slope);

    public override Tensor forward(Tensor input) => Of(input);
}
