using System.Runtime.Intrinsics.X86;
using static TorchSharp.torch;

namespace LossActors.Learning.Tensors;

/// <summary>
/// Max-pooling of 2×2 windows of float32 [batch, channels, height, width] on the CPU, height and width even, with rows or channels
/// innermost in memory; the output lies as the input does. A window's winner is libtorch's: the first of equals in row-major order, and
/// the last NaN where there is one.
/// </summary>
sealed class PoolWindows : autograd.SingleTensorFunction<PoolWindows>
{
    const string Sizes = "sizes";
    const string Channels = "channels innermost";

    static readonly TorchSharp.Scalar[] Corners = [.. Enumerable.Range(0, 4).Select(k => Numbers.Kept(k))];

    public override string Name => nameof(PoolWindows);

    public static bool Takes(Tensor input)
    {
        if (!Sse.IsSupported || input.dtype != ScalarType.Float32 || input.device_type != DeviceType.CPU) return false;
        return input.shape is [> 0, > 0, > 0 and var height, > 0 and var width] && height % 2 == 0 && width % 2 == 0
            && (input.is_contiguous() || HasChannelsInnermost(input));
    }

    public override Tensor forward(autograd.AutogradContext context, params object[] inputs)
    {
        var input = (Tensor)inputs[0];
        var sizes = input.shape;
        long[] pooled = [sizes[0], sizes[1], sizes[2] / 2, sizes[3] / 2];
        var channelsInnermost = !input.is_contiguous();
        var output = Empty(pooled, channelsInnermost);
        var winners = empty(output.numel(), ScalarType.Int32);
        if (channelsInnermost) PoolChannels.Pool(Memory(input), (int)sizes[1], (int)pooled[3], Memory(output), winners.Elements<int>());
        else PoolRows.Pool(Memory(input), (int)pooled[3], Memory(output), winners.Elements<int>());
        context.save_for_backward([winners]);
        context.save_data(Sizes, sizes);
        context.save_data(Channels, channelsInnermost);
        return output;
    }

    public override List<Tensor> backward(autograd.AutogradContext context, Tensor gradient)
    {
        using var winners = context.get_saved_variables()[0];
        var sizes = (long[])context.get_data(Sizes);
        var channelsInnermost = (bool)context.get_data(Channels);
        // A gradient that is to be differentiated again is made of operators.
        if (is_grad_enabled()) return [Spread(gradient, winners, channelsInnermost)];
        var result = Empty(sizes, channelsInnermost);
        using var gradientThere = channelsInnermost ? gradient.permute(0, 2, 3, 1) : gradient.alias();
        using var inOrder = gradientThere.contiguous();
        ReadOnlySpan<float> from = inOrder.Elements<float>();
        if (channelsInnermost) PoolChannels.Spread(from, winners.Elements<int>(), (int)sizes[1], (int)sizes[3] / 2, Memory(result));
        else PoolRows.Spread(from, winners.Elements<int>(), (int)sizes[3] / 2, Memory(result));
        return [result];
    }

    static Tensor Spread(Tensor gradient, Tensor winners, bool channelsInnermost)
    {
        var sizes = gradient.shape;
        var places = channelsInnermost
            ? winners.view(sizes[0], sizes[2], sizes[3], sizes[1]).permute(0, 3, 1, 2)
            : winners.view(sizes);
        var parts = Enumerable.Range(0, 4).Select(k => gradient * places.eq(Corners[k])).ToArray();
        var rows = new[] { stack([parts[0], parts[1]], -1).flatten(-2), stack([parts[2], parts[3]], -1).flatten(-2) };
        return stack(rows, 3).flatten(2, 3);
    }

    static bool HasChannelsInnermost(Tensor tensor)
    {
        var (sizes, strides) = (tensor.shape, tensor.stride());
        return strides[1] == 1 && strides[3] == sizes[1] && strides[2] == sizes[3] * sizes[1] && strides[0] == sizes[2] * strides[2];
    }

    static Tensor Empty(long[] sizes, bool channelsInnermost)
    {
        if (!channelsInnermost) return empty(sizes);
        var (row, image) = (sizes[3] * sizes[1], sizes[2] * sizes[3] * sizes[1]);
        return empty_strided(sizes, [image, 1, row, sizes[1]]);
    }

    static unsafe Span<float> Memory(Tensor tensor) => new(NativeMethods.THSTensor_data(tensor.Handle), checked((int)tensor.numel()));
}
