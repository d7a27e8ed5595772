using static LossActors.Torch.torch;

namespace LossActors.Torch.Tests;

public class ModuleTests
{
    static void Counting(string name, long fanIn, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = 0.1f * (i + 1);
    }

    [Fact]
    public void A_linear_layer_multiplies_by_its_weights_and_adds_its_bias()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Linear(2, 3);
        layer.weight.copy_from<float>([1, 2, 3, 4, 5, 6]);
        layer.bias!.copy_from<float>([10, 20, 30]);

        var y = layer.forward(tensor(new[] { 1f, -1 }, [1, 2]));

        Assert.Equal([9f, 19, 29], y.to_array<float>());
    }

    [Fact]
    public void A_convolution_slides_its_kernel()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Conv2d(1, 1, 2, padding: 1, stride: 2, bias: false);
        layer.weight.copy_from<float>([1, 2, 3, 4]);

        var y = layer.forward(arange(1, 5, 1, float32).view(1, 1, 2, 2));

        Assert.Equal([4f, 6, 6, 4], y.to_array<float>());
        Assert.Null(layer.bias);
    }

    [Fact]
    public void Pools_take_the_maximum_or_the_mean_of_each_window()
    {
        using var scope = NewDisposeScope();
        var x = arange(16, float32).view(1, 1, 4, 4);

        Assert.Equal([5f, 7, 13, 15], nn.MaxPool2d(2).forward(x).to_array<float>());
        Assert.Equal([2.5f, 4.5f, 10.5f, 12.5f], nn.AvgPool2d(2).forward(x).to_array<float>());
        Assert.Equal([1, 1, 3, 3], nn.MaxPool2d(2, stride: 1).forward(x).shape);
    }

    [Fact]
    public void Batch_normalisation_uses_the_batch_in_training_and_the_running_statistics_after()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.BatchNorm1d(1, eps: 0, momentum: 0.5);
        var x = tensor(new[] { 1f, 3 }, [2, 1]);

        Assert.Equal([-1f, 1], layer.forward(x).to_array<float>());
        Assert.Equal(1f, layer.running_mean.item<float>());
        Assert.Equal(0.5f + 0.5f * 2, layer.running_var.item<float>());

        layer.eval();
        var y = layer.forward(tensor(new[] { 1f }, [1, 1]));
        Assert.Equal(0f, y.item<float>(), 1e-6);
        Assert.Equal(1f, layer.running_mean.item<float>());
    }

    [Fact]
    public void Dropout_follows_the_callers_draws_in_training_and_vanishes_after()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Dropout(0.5, draws => { for (int i = 0; i < draws.Length; i++) draws[i] = i % 2 == 0 ? 0.4f : 0.5f; });
        var x = ones(4);

        Assert.Equal([0f, 2, 0, 2], layer.forward(x).to_array<float>());
        layer.eval();
        Assert.Equal([1f, 1, 1, 1], layer.forward(x).to_array<float>());
    }

    [Fact]
    public void A_network_names_and_counts_its_parameters_in_order()
    {
        using var net = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Sequential(nn.BatchNorm1d(3), nn.Linear(3, 1, bias: false)));

        Assert.Equal(["0.weight", "0.bias", "2.0.weight", "2.0.bias", "2.1.weight"], net.named_parameters().Select(p => p.name));
        Assert.Equal(["2.0.running_mean", "2.0.running_var"], net.named_buffers().Select(b => b.name));
        Assert.Equal(6 + 3 + 3 + 3 + 3, net.parameter_count());
        Assert.All(net.parameters(), p => Assert.True(p.requires_grad && p.is_leaf));
        Assert.Equal(["Linear", "ReLU", "Sequential"], net.children().Select(c => c.GetName()));
    }

    [Fact]
    public void Initialisation_calls_the_caller_with_each_fan_in_and_leaves_normalisation_alone()
    {
        using var net = nn.Sequential(nn.Conv2d(3, 4, 5), nn.BatchNorm2d(4), nn.Linear(7, 2));
        List<(string, long, int)> calls = [];

        net.initialize((name, fanIn, values) =>
        {
            calls.Add((name, fanIn, values.Length));
            Counting(name, fanIn, values);
        });

        Assert.Equal([("0.weight", 75L, 300), ("0.bias", 75, 4), ("2.weight", 7, 14), ("2.bias", 7, 2)], calls);
        var parameters = net.named_parameters().ToDictionary(p => p.name, p => p.parameter.to_array<float>());
        Assert.Equal([0.1f, 0.2f], parameters["2.bias"]);
        Assert.Equal([1f, 1, 1, 1], parameters["1.weight"]);
    }

    [Fact]
    public void Training_and_evaluation_reach_every_module()
    {
        using var net = nn.Sequential(nn.Sequential(nn.Tanh()), nn.Sigmoid());

        net.eval();
        Assert.All(net.modules(), m => Assert.False(m.training));
        net.train();
        Assert.All(net.modules(), m => Assert.True(m.training));
        Assert.Equal(4, net.modules().Count());
    }

    [Fact]
    public void A_network_computes_what_its_layers_compute_and_learns_by_backward()
    {
        using var scope = NewDisposeScope();
        using var net = nn.Sequential(nn.Linear(3, 4), nn.LeakyReLU(0.2), nn.Linear(4, 2));
        net.initialize(Counting);
        var x = tensor(new[] { 1f, -2, 0.5f }, [1, 3]);
        var p = net.parameters().ToArray();

        var y = net.forward(x);
        y.sum().backward();

        var expected = nn.functional.linear(nn.functional.linear(x, p[0], p[1]).leaky_relu(0.2), p[2], p[3]);
        Assert.Equal(expected.to_array<float>(), y.to_array<float>());
        Assert.All(p, q => Assert.NotNull(q.grad));
        net.zero_grad();
        Assert.All(p, q => Assert.Null(q.grad));
    }

    [Fact]
    public void Converting_a_network_keeps_its_tensors()
    {
        using var net = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2));
        var before = net.parameters().ToArray();

        net.to(float64);
        net.to(CPU);

        Assert.Equal(before, net.parameters());
        Assert.All(net.parameters().Concat(net.buffers()), p => Assert.Equal(float64, p.dtype));
        using var y = net.forward(ones([3, 2], float64));
        Assert.Equal(float64, y.dtype);
    }

    [Fact]
    public void A_network_outlives_the_scope_it_was_made_in_and_ends_with_its_disposal()
    {
        nn.Module net;
        using (NewDisposeScope())
            net = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2));
        var all = net.parameters().Concat(net.buffers()).ToArray();

        Assert.All(all, t => Assert.False(t.IsInvalid));
        net.Dispose();
        Assert.All(all, t => Assert.True(t.IsInvalid));
    }

    [Fact]
    public void A_module_of_ones_own_registers_what_it_owns()
    {
        using var scope = NewDisposeScope();
        using var module = new Scaled();

        Assert.Equal(["scale", "inner.weight"], module.named_parameters().Select(p => p.name));
        Assert.Equal(6f, module.forward(ones(1, 1)).item<float>());
    }

    [Fact]
    public void A_sequence_leaves_its_input_alone_even_if_a_layer_gives_it_back()
    {
        using var input = ones(1);
        using var net = nn.Sequential(new Same(), new Same(), nn.ReLU(), new Same());

        using var output = net.forward(input);

        Assert.Equal((1f, 1f), (input.item<float>(), output.item<float>()));
    }

    sealed class Same() : nn.Module("Same")
    {
        public override Tensor forward(Tensor input) => input;
    }

    sealed class Scaled : nn.Module
    {
        readonly Tensor scale;
        readonly nn.Module inner;

        public Scaled() : base("Scaled")
        {
            scale = register_parameter("scale", full([1], 2));
            inner = register_module("inner", nn.Linear(1, 1, bias: false));
            inner.initialize((_, _, values) => values.Fill(3));
        }

        public override Tensor forward(Tensor input) => inner.forward(input) * scale;
    }
}
