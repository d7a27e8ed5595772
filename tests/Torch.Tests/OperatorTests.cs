namespace LossActors.Torch.Tests;

public class OperatorTests
{
    static void Near(double[] expected, Tensor actual, double tolerance = 1e-12)
    {
        var values = actual.to_array<double>();
        Assert.Equal(expected.Length, values.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - values[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])), $"element {i}: expected {expected[i]}, got {values[i]}");
    }

    public static TheoryData<string, Func<Tensor, Tensor>, Func<double, double>> Unary => new()
    {
        { "neg", x => -x, x => -x },
        { "relu", x => x.relu(), x => Math.Max(x, 0) },
        { "leaky_relu", x => x.leaky_relu(0.1), x => x > 0 ? x : 0.1 * x },
        { "tanh", x => x.tanh(), Math.Tanh },
        { "sigmoid", x => x.sigmoid(), x => 1 / (1 + Math.Exp(-x)) },
        { "exp", x => x.exp(), Math.Exp },
        { "expm1", x => x.expm1(), x => Math.Exp(x) - 1 },
        { "log of abs", x => x.abs().log(), x => Math.Log(Math.Abs(x)) },
        { "log1p of square", x => x.square().log1p(), x => Math.Log(1 + x * x) },
        { "sqrt of abs", x => x.abs().sqrt(), x => Math.Sqrt(Math.Abs(x)) },
        { "sin", x => x.sin(), Math.Sin },
        { "cos", x => x.cos(), Math.Cos },
        { "sign", x => x.sign(), x => Math.Sign(x) },
        { "reciprocal", x => 1 / x, x => 1 / x },
        { "pow", x => x.pow(3), x => x * x * x },
        { "scalar minus", x => 2.5 - x, x => 2.5 - x },
        { "minus scalar", x => x - 2, x => x - 2 },
        { "scalar times", x => 3 * x, x => 3 * x },
        { "over scalar", x => x / 4, x => x / 4 },
        { "clamp", x => x.clamp(-1, 1), x => Math.Clamp(x, -1, 1) },
        { "clamp above", x => x.clamp(max: 0.5), x => Math.Min(x, 0.5) },
        { "softmax of one column", x => x.unsqueeze(1).softmax(1).flatten(), _ => 1 },
    };

    [Theory, MemberData(nameof(Unary))]
    public void An_elementwise_operator_equals_its_mathematical_function(string name, Func<Tensor, Tensor> ours, Func<double, double> theirs)
    {
        using var scope = torch.NewDisposeScope();
        double[] inputs = [-3, -0.75, -1e-3, 0.2, 1, 2.5];

        var actual = ours(torch.tensor(inputs));

        Assert.NotEmpty(name);
        Near([.. inputs.Select(theirs)], actual);
    }

    [Fact]
    public void Binary_operators_broadcast()
    {
        using var scope = torch.NewDisposeScope();
        var a = torch.tensor(new double[] { 1, 2, 3, 4 }, [2, 2]);
        var b = torch.tensor(new double[] { 10, 20 });

        Near([11, 22, 13, 24], a + b);
        Near([-9, -18, -7, -16], a - b);
        Near([10, 40, 30, 80], a * b);
        Near([0.1, 0.1, 0.3, 0.2], a / b);
        Near([10, 20, 10, 20], a.maximum(b));
        Near([1, 2, 3, 4], a.minimum(b));
        Near([1, 4, 9, 16], a.pow(torch.tensor(2.0)));
        Near([21, 42, 23, 44], a.add(b, 2));
    }

    [Fact]
    public void In_place_operators_change_the_tensor_and_return_it()
    {
        using var scope = torch.NewDisposeScope();
        var a = torch.tensor(new double[] { 1, 2 });
        var b = torch.tensor(new double[] { 3, 4 });

        Assert.Same(a, a.add_(b).mul_(2).sub_(1).div_(b).add_(1).sub_(b).mul_(b));

        Near([((1 + 3) * 2 - 1) / 3.0 * 3 + 3 - 9, ((2 + 4) * 2 - 1) / 4.0 * 4 + 4 - 16], a);
        Near([7, 7], a.fill_(7));
        Near([3, 4], a.copy_(b));
        Near([0, 0], a.zero_());
        Near([4.5, 8], a.addcmul_(b, b, 0.5));
        Near([5.5, 9], a.addcdiv_(b, b, 1));
        Near([4.25, 6.5], a.lerp_(b, 0.5));
    }

    [Fact]
    public void Comparisons_and_where_choose_elements()
    {
        using var scope = torch.NewDisposeScope();
        var a = torch.tensor(new double[] { 1, 2, 3 });
        var b = torch.tensor(new double[] { 3, 2, 1 });

        Assert.Equal([true, false, false], a.lt(b).to_array<bool>());
        Assert.Equal([false, true, true], a.ge(2).to_array<bool>());
        Assert.Equal([false, true, false], a.eq(b).to_array<bool>());
        Assert.Equal([true, false, true], a.ne(2).to_array<bool>());
        Assert.Equal([true, true, false], a.le(b).to_array<bool>());
        Assert.Equal([false, false, true], a.gt(b).to_array<bool>());
        Near([1, 2, 1], torch.where(a.lt(b), a, b));
        Assert.Equal([false, true], torch.tensor(new[] { 1.0, double.NaN }).isnan().to_array<bool>());
        Assert.Equal([false, true], torch.tensor(new[] { double.PositiveInfinity, 1 }).isfinite().to_array<bool>());
        Assert.Equal([true, false], torch.tensor(new[] { true, false }).logical_and(torch.tensor(new[] { true, true })).to_array<bool>());
        Assert.True(a.gt(0).all().item<int>() == 1 && a.gt(5).any().item<int>() == 0);
    }

    [Fact]
    public void Reductions_sum_average_and_find_extremes()
    {
        using var scope = torch.NewDisposeScope();
        var a = torch.tensor(new double[] { 1, 5, 3, 4, 2, 6 }, [2, 3]);

        Assert.Equal(21, a.sum().item<double>());
        Near([5, 7, 9], a.sum(0));
        Near([9, 12], a.sum(1));
        Assert.Equal([2, 1], a.sum(1, keepdim: true).shape);
        Assert.Equal(3.5, a.mean().item<double>());
        Near([3, 4], a.mean(1));
        Assert.Equal(6, a.max().item<double>());
        Assert.Equal(1, a.min().item<double>());
        Assert.Equal([1L, 2], a.argmax(1).to_array<long>());
        Assert.Equal(5, a.argmax().item<long>());
        Assert.Equal([0L, 1], a.argmin(1).to_array<long>());
        var (values, indexes) = a.max(1);
        Near([5, 6], values);
        Assert.Equal([1L, 2], indexes.to_array<long>());
        Near([Math.Log(Math.Exp(1) + Math.Exp(5) + Math.Exp(3)), Math.Log(Math.Exp(4) + Math.Exp(2) + Math.Exp(6))], a.logsumexp(1));
        Near([Math.Sqrt(91)], a.norm());
        Near([1, 6, 9], a.select(0, 0).cumsum(0));
        Near([5, 3, 1], a.select(0, 0).sort(descending: true).values);
        Near([6, 4], a.select(0, 1).topk(2).values);
    }

    [Fact]
    public void Softmax_and_its_logarithm_agree_with_their_definition()
    {
        using var scope = torch.NewDisposeScope();
        var z = torch.tensor(new double[] { 1, 2, 3 }, [1, 3]);
        double total = Math.Exp(1) + Math.Exp(2) + Math.Exp(3);

        Near([Math.Exp(1) / total, Math.Exp(2) / total, Math.Exp(3) / total], z.softmax(1));
        Near([1 - Math.Log(total), 2 - Math.Log(total), 3 - Math.Log(total)], z.log_softmax(1));
    }

    [Fact]
    public void Matrix_products_follow_the_definition()
    {
        using var scope = torch.NewDisposeScope();
        var a = torch.tensor(new double[] { 1, 2, 3, 4, 5, 6 }, [2, 3]);
        var b = torch.tensor(new double[] { 1, 0, 2, 1, 0, 3 }, [3, 2]);
        double[] product = [5, 11, 14, 23];

        Near(product, a.mm(b));
        Near(product, a.matmul(b));
        Near(product, a.unsqueeze(0).bmm(b.unsqueeze(0)).flatten());
        Near([6, 12, 15, 24], torch.addmm(torch.ones([2, 2], torch.float64), a, b));
        Near([12, 24, 30, 48], torch.ones([2, 2], torch.float64).addmm(a, b, 2, 2));
        Assert.Equal(14, a.select(0, 0).dot(a.select(0, 0)).item<double>());
    }

    [Fact]
    public void Any_operator_can_be_called_by_its_schema_name()
    {
        using var scope = torch.NewDisposeScope();
        var a = torch.tensor(new double[] { 3, 1, 2 });

        var sorted = torch.ops.call("aten::sort", "", a, -1, false);
        var parts = torch.ops.call("aten::split", "Tensor", torch.arange(20), 2);

        Near([1, 2, 3], sorted[0]!);
        Assert.Equal([1L, 2, 0], sorted[1]!.to_array<long>());
        Assert.Equal(10, parts.Length);
        Assert.Equal([18L, 19], parts[9]!.to_array<long>());
        Near([2, 3], torch.ops.call("aten::index", "Tensor", a, Argument.OptionalTensors(torch.tensor(new[] { 2L, 0 })))[0]!);
        Near([3, 1, 2, 3, 1, 2], torch.ops.call("aten::einsum", "", "i,j->ij", new[] { torch.ones([2], torch.float64), a })[0]!.flatten());
        Assert.StartsWith("aten::relu(Tensor self)", new Operator("aten::relu").Schema);
    }

    [Fact]
    public void Integers_are_taken_where_an_operator_wants_a_float()
    {
        using var scope = torch.NewDisposeScope();

        var norm = torch.ops.call("aten::layer_norm", "", torch.tensor(new[] { 1.0, 3 }), new long[] { 2 }, Argument.None, Argument.None, 3)[0]!;

        Near([-0.5, 0.5], norm);
    }
}
