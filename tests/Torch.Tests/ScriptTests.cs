namespace LossActors.Torch.Tests;

public class ScriptTests
{
    static readonly string Scripted = Path.Combine(AppContext.BaseDirectory, "fixtures", "scripted.pt");

    [Fact]
    public void A_script_names_its_parameters_and_buffers_and_computes()
    {
        using var scope = torch.NewDisposeScope();
        using var net = torch.jit.load(Scripted);

        Assert.Equal([("weight", 2L)], net.named_parameters().Select(p => (p.name, p.parameter.numel())));
        Assert.Equal([("offset", 10f)], net.named_buffers().Select(b => (b.name, b.buffer.item<float>())));
        Assert.Equal([12f, 13], net.forward(torch.ones(2)).to_array<float>());
        net.eval();
        Assert.Equal([24f, 26], net.forward(torch.ones(2)).to_array<float>());
        net.train();
        Assert.Equal([12f, 13], net.forward(torch.ones(2)).to_array<float>());
    }

    [Fact]
    public void A_script_can_be_trained()
    {
        using var scope = torch.NewDisposeScope();
        using var net = torch.jit.load(Scripted);
        var weight = net.parameters().Single();
        Assert.False(weight.requires_grad);
        using var optimiser = torch.optim.SGD([weight.requires_grad_()], 0.5);

        net.forward(torch.tensor(new[] { 2f, 4 })).sum().backward();
        optimiser.step();

        Assert.Equal([2 - 0.5f * 2, 3 - 0.5f * 4], weight.to_array<float>());
        Assert.Equal([11f, 11], net.forward(torch.ones(2)).to_array<float>());
    }

    [Fact]
    public void What_a_script_refuses_and_what_is_no_script_are_exceptions()
    {
        using var scope = torch.NewDisposeScope();
        var net = torch.jit.load(Scripted);

        Assert.Throws<TorchException>(() => net.forward(torch.ones(3)));
        Assert.Throws<TorchException>(() => net.forward(1, 2, 3));
        Assert.Throws<FileNotFoundException>(() => torch.jit.load("/nowhere.pt"));
        Assert.Throws<TorchException>(() => torch.jit.load(typeof(ScriptTests).Assembly.Location));
        net.Dispose();
        Assert.Throws<ObjectDisposedException>(() => net.forward(torch.ones(2)));
    }
}
