using System.Runtime.InteropServices;

namespace LossActors.Learning.Tests.Tensors;

/// <summary>Our pool beside libtorch's, bit for bit.</summary>
public sealed class MaxPoolTests
{
    // 6 and 16 channels as LeNet-5 has; widths and channels that fill no vector, one vector, and some more.
    public static TheoryData<long[], bool> Shapes => new(
        from shape in (long[][])[[2, 6, 28, 28], [3, 16, 10, 10], [1, 1, 2, 2], [2, 3, 4, 14], [2, 5, 6, 22], [1, 7, 2, 8]]
        from channelsInnermost in (bool[])[false, true]
        select (shape, channelsInnermost));

    [Theory, MemberData(nameof(Shapes))]
    public void Outputs_and_gradients_have_libtorchs_bits_with_ties_and_NaN_too(long[] shape, bool channelsInnermost)
    {
        using var scope = torch.NewDisposeScope();
        var values = new float[shape.Aggregate((a, b) => a * b)];
        // Few different numbers, so that windows have ties; zeros of both signs; a NaN here and there.
        float[] numbers = [0, -0f, 1, 1, -2, 3.5f, float.NegativeInfinity, float.PositiveInfinity, float.NaN];
        for (var i = 0; i < values.Length; i++) values[i] = numbers[(i * 7 + i / 3 * 5 + i / 11) % numbers.Length];
        var seed = Laid(Numbers(shape[0], shape[1], shape[2] / 2, shape[3] / 2), channelsInnermost);
        Tensor ours = Leaf(), theirs = Leaf();

        Assert.True(PoolWindows.Takes(ours));
        using var pool = new MaxPool2x2();
        var (found, expected) = (pool.forward(ours), torch.nn.functional.max_pool2d(theirs, [2, 2]));
        Gradients.Backward(found, seed);
        Gradients.Backward(expected, seed);

        Assert.Equal(Bits(expected), Bits(found));
        Assert.Equal(Bits(theirs.grad!), Bits(ours.grad!));

        Tensor Leaf() => Laid(TensorMemory.From(values, shape), channelsInnermost).requires_grad_();
    }

    [Theory, InlineData(false), InlineData(true)]
    public void It_can_be_differentiated_twice(bool channelsInnermost)
    {
        using var scope = torch.NewDisposeScope();
        var x = Laid(Numbers(2, 3, 4, 6), channelsInnermost).requires_grad_();
        var direction = Numbers(2, 3, 4, 6).sin();
        using var pool = new MaxPool2x2();

        Assert.Equal(Product(torch.nn.functional.max_pool2d(x, [2, 2])), Product(pool.forward(x)), (a, b) => Math.Abs(a - b) < 1e-6);

        float[] Product(Tensor pooled)
        {
            var slope = Gradients.Of([(pooled * pooled * pooled).sum()], [x], createGraph: true)[0]!;
            return Gradients.Of([slope], [x], [direction])[0]!.ToArray<float>();
        }
    }

    [Fact]
    public void What_it_does_not_take_is_libtorchs()
    {
        using var scope = torch.NewDisposeScope();
        using var pool = new MaxPool2x2();
        foreach (var x in new[] { Numbers(1, 2, 5, 4), Numbers(1, 2, 4, 4).to(torch.float64), Numbers(1, 2, 4, 8).transpose(2, 3) })
        {
            Assert.False(PoolWindows.Takes(x));
            Assert.Equal(torch.nn.functional.max_pool2d(x, [2, 2]).ToArray<double>(), pool.forward(x).ToArray<double>());
        }
    }

    static Tensor Numbers(params long[] shape)
    {
        var values = new float[shape.Aggregate((a, b) => a * b)];
        for (var i = 0; i < values.Length; i++) values[i] = MathF.Sin(i * 1.7f) * 3;
        return TensorMemory.From(values, shape);
    }

    static Tensor Laid(Tensor tensor, bool channelsInnermost) =>
        channelsInnermost ? tensor.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2) : tensor;

    static int[] Bits(Tensor tensor) => MemoryMarshal.Cast<float, int>(tensor.ToArray<float>()).ToArray();
}
