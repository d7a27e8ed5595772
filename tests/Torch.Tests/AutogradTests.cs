namespace LossActors.Torch.Tests;

public class AutogradTests
{
    public static TheoryData<string, Func<Tensor, Tensor>> Functions => new()
    {
        { "polynomial", x => (x * x * x - 2 * x).sum() },
        { "exp sin", x => (x.sin().exp() / (1 + x.square())).sum() },
        { "softmax", x => (x.view(2, 3).log_softmax(1) * torch.arange(6, torch.float64).view(2, 3)).sum() },
        { "matrix", x => x.view(2, 3).mm(x.view(3, 2)).tanh().sum() },
        { "pow and where", x => torch.where(x.gt(0), x.abs().pow(1.7), x.sigmoid()).mean() },
        { "cross entropy", x => torch.nn.functional.cross_entropy(x.view(2, 3), torch.tensor(new long[] { 2, 0 })) },
    };

    [Theory, MemberData(nameof(Functions))]
    public void Gradients_agree_with_finite_differences(string name, Func<Tensor, Tensor> f)
    {
        using var scope = torch.NewDisposeScope();
        double[] at = [0.3, -1.2, 0.7, 2.1, -0.4, 1.1];
        var x = torch.tensor(at, requires_grad: true);

        f(x).backward();

        var gradient = x.grad!.to_array<double>();
        const double h = 1e-5;
        for (int i = 0; i < at.Length; i++)
        {
            double[] up = [.. at], down = [.. at];
            (up[i], down[i]) = (at[i] + h, at[i] - h);
            double slope = (f(torch.tensor(up)).item<double>() - f(torch.tensor(down)).item<double>()) / (2 * h);
            Assert.True(Math.Abs(slope - gradient[i]) < 1e-8, $"{name}, element {i}: {slope} against {gradient[i]}");
        }
    }

    [Fact]
    public void Backward_starts_from_the_gradient_it_is_given()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor(new[] { 1.0, 2 }, requires_grad: true);

        x.square().backward(torch.tensor(new[] { 10.0, 1 }));

        Assert.Equal([20.0, 4], x.grad!.to_array<double>());
    }

    [Fact]
    public void Gradients_accumulate_until_they_are_dropped()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor(new[] { 1.0 }, requires_grad: true);

        x.mul(2).backward();
        x.mul(3).backward();
        Assert.Equal(5, x.grad!.item<double>());

        x.grad = null;
        Assert.Null(x.grad);
    }

    [Fact]
    public void A_Hessian_vector_product_comes_from_differentiating_twice()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor(new[] { 1.0, 2 }, requires_grad: true);
        var v = torch.tensor(new[] { 3.0, -1 });
        var y = (x.select(0, 0).pow(2) * x.select(0, 1)).sum();

        var gradient = torch.autograd.grad([y], [x], create_graph: true)[0]!;
        var product = torch.autograd.grad([gradient], [x], [v])[0]!;

        // The Hessian of x² y is [[2y, 2x], [2x, 0]].
        Assert.Equal([4.0, 1], gradient.to_array<double>());
        Assert.Equal([4 * 3 + 2 * -1, 2 * 3], product.to_array<double>());
        Assert.Null(x.grad);
    }

    [Fact]
    public void An_unused_input_is_null_if_allowed_and_refused_if_not()
    {
        using var scope = torch.NewDisposeScope();
        var (x, unused) = (torch.ones([1], requires_grad: true), torch.ones([1], requires_grad: true));

        var gradients = torch.autograd.grad([x * 2], [x, unused], allow_unused: true);

        Assert.Equal(2, gradients[0]!.item<float>());
        Assert.Null(gradients[1]);
        Assert.Throws<TorchException>(() => torch.autograd.grad([x * 2], [unused]));
    }

    [Fact]
    public void Nothing_is_recorded_without_grad_and_recording_comes_back()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.ones([1], requires_grad: true);

        using (torch.no_grad())
        {
            Assert.False((x * 2).requires_grad);
            using (torch.enable_grad())
                Assert.True((x * 2).requires_grad);
            Assert.False(torch.is_grad_enabled());
        }
        using (torch.inference_mode())
            Assert.False((x * 2).requires_grad);

        Assert.True((x * 2).requires_grad);
        Assert.False((x * 2).detach().requires_grad);
        Assert.True(x.is_leaf && !(x * 2).is_leaf);
    }

    [Fact]
    public void Backward_on_what_was_not_recorded_is_refused()
    {
        using var x = torch.ones(1);

        Assert.Equal("backward", Assert.Throws<TorchException>(() => x.backward()).Operation);
    }

    [Fact]
    public void A_graph_is_used_once_unless_it_is_retained()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.ones([1], requires_grad: true);
        var y = x.square();

        y.backward(retain_graph: true);
        y.backward();

        Assert.Equal(4, x.grad!.item<float>());
        Assert.Throws<TorchException>(() => y.backward());
    }
}
