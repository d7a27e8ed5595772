using System.Runtime.InteropServices;

namespace LossActors.Learning.Tests.Tensors;

public sealed class FaultTests
{
    static readonly string Scripted = Path.Combine(AppContext.BaseDirectory, "Tensors", "fixtures", "scripted.pt");

    [Fact]
    public void A_fault_of_libtorch_is_its_first_line()
    {
        using var a = torch.zeros(2, 3);

        var fault = Assert.Throws<ExternalException>(() => a.mm(a));

        Assert.Equal("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", TorchException.Of(fault).Message);
    }

    [Fact]
    public void A_fault_of_a_script_is_the_last_line_before_the_trace_of_libtorch()
    {
        using var scope = torch.NewDisposeScope();
        using var network = torch.jit.load<Tensor, Tensor>(Scripted);

        var fault = Assert.Throws<ExternalException>(() => network.forward(torch.ones(3)));

        Assert.Equal(
            "RuntimeError: The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0",
            TorchException.OfScript(fault).Message);
    }

    [Fact]
    public void What_is_no_script_is_an_exception()
    {
        Assert.Throws<FileNotFoundException>(() => torch.jit.load("/nowhere.pt"));
        Assert.Throws<ExternalException>(() => torch.jit.load(typeof(FaultTests).Assembly.Location));
    }

    [Fact]
    public void A_script_of_libtorch_1_trains_and_knows_training_from_use()
    {
        using var scope = torch.NewDisposeScope();
        using var network = torch.jit.load<Tensor, Tensor>(Scripted);
        var weight = network.parameters().Single();
        using var optimiser = new Sgd([weight.requires_grad_()], 0.5);

        Gradients.Backward(network.forward(TensorMemory.From<float>([2, 4], [2])), torch.ones(2));
        optimiser.Step();

        Assert.Equal([2 - 0.5f * 2, 3 - 0.5f * 4], weight.ToArray<float>());
        Assert.Equal([11f, 11], network.forward(torch.ones(2)).ToArray<float>());
        network.eval();
        Assert.Equal([22f, 22], network.forward(torch.ones(2)).ToArray<float>());
    }

    [Fact]
    public void A_card_that_is_not_there_is_refused() => Assert.Throws<InvalidOperationException>(() => CudaDriver.Name(99));
}
