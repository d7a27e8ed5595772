using System.Runtime.InteropServices;

namespace LossActors.Learning.Tests.Tensors;

public sealed class GradientsTests
{
    [Fact]
    public void Backward_starts_from_the_gradient_it_is_given_and_adds()
    {
        using var scope = torch.NewDisposeScope();
        var x = TensorMemory.From<double>([1, 2], [2]).requires_grad_();
        var y = x.square();

        Gradients.Backward(y, TensorMemory.From<double>([10, 1], [2]), retainGraph: true);
        Assert.Equal([20.0, 4], x.grad!.ToArray<double>());
        Gradients.Backward(y, TensorMemory.From<double>([1, 1], [2]));
        Assert.Equal([22.0, 8], x.grad!.ToArray<double>());
    }

    [Fact]
    public void A_Hessian_vector_product_comes_from_differentiating_twice()
    {
        using var scope = torch.NewDisposeScope();
        var x = TensorMemory.From<double>([1, 2], [2]).requires_grad_();
        var y = (x.select(0, 0).pow(2) * x.select(0, 1)).sum();

        var gradient = Gradients.Of([y], [x], createGraph: true)[0]!;
        var product = Gradients.Of([gradient], [x], [TensorMemory.From<double>([3, -1], [2])])[0]!;

        // The Hessian of x² y is [[2y, 2x], [2x, 0]].
        Assert.Equal([4.0, 1], gradient.ToArray<double>());
        Assert.Equal([4.0 * 3 + 2 * -1, 2 * 3], product.ToArray<double>());
        Assert.Null(x.grad);
    }

    [Fact]
    public void What_the_outputs_do_not_depend_on_has_no_gradient()
    {
        using var scope = torch.NewDisposeScope();
        var (x, unused) = (torch.ones([1], requires_grad: true), torch.ones([1], requires_grad: true));

        var gradients = Gradients.Of([x * 2], [x, unused]);

        Assert.Equal(2, gradients[0]!.item<float>());
        Assert.Null(gradients[1]);
    }

    [Fact]
    public void What_lies_inside_the_graph_has_a_gradient_too()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.full([1], 3f, requires_grad: true);
        var inside = x.square();

        Assert.Equal(27, Gradients.Of([inside * inside * 1.5], [inside])[0]!.item<float>());
        Assert.Null(x.grad);
    }

    [Fact]
    public void Nothing_recorded_a_used_graph_and_a_wrong_shape_are_exceptions()
    {
        using var scope = torch.NewDisposeScope();
        var (x, plain) = (torch.ones([1], requires_grad: true), torch.ones(1));
        var y = x.square();
        Gradients.Backward(y, plain);

        var again = Assert.Throws<ExternalException>(() => Gradients.Backward(y, plain));
        Assert.Contains("second time", again.Message, StringComparison.Ordinal);
        Assert.Throws<ExternalException>(() => Gradients.Of([y], [x], [plain]));
        Assert.Throws<ExternalException>(() => Gradients.Backward(plain, plain));
        Assert.Throws<ExternalException>(() => Gradients.Backward(torch.ones([2], requires_grad: true).square(), torch.ones(3)));
        Assert.Equal(4, x.square().add(3).item<float>());
    }
}
