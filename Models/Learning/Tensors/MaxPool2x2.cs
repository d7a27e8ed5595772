using static TorchSharp.torch;

namespace LossActors.Learning.Tensors;

/// <summary>
/// The maximum over windows of 2×2 with stride 2. Where <see cref="PoolWindows"/> can, it does the work, several times as fast as
/// libtorch's own operator and with the same bits; else libtorch's.
/// </summary>
sealed class MaxPool2x2() : nn.Module<Tensor, Tensor>("MaxPool2x2")
{
    static readonly long[] Window = [2, 2];

    public override Tensor forward(Tensor input) =>
        PoolWindows.Takes(input) ? PoolWindows.apply(input) : nn.functional.max_pool2d(input, Window);
}
