namespace LossActors.Torch.Tests;

public class ErrorTests
{
    [Fact]
    public void A_wrong_shape_is_an_exception_that_names_the_operator_and_says_what_libtorch_says()
    {
        using var a = torch.zeros(2, 3);

        var error = Assert.Throws<TorchException>(() => a.mm(a));

        Assert.Equal("aten::mm", error.Operation);
        Assert.Equal("aten::mm: mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", error.Message);
    }

    [Fact]
    public void An_operator_that_does_not_exist_is_named()
    {
        var error = Assert.Throws<TorchException>(() => torch.ops.call("aten::nonsense", "Tensor"));

        Assert.Contains("no operator aten::nonsense.Tensor", error.Message);
    }

    [Fact]
    public void Missing_surplus_and_wrong_arguments_are_refused()
    {
        using var a = torch.zeros(2);

        Assert.Contains("at least 2 arguments, 1 were given", Assert.Throws<TorchException>(() => torch.ops.call("aten::mm", "", a)).Message);
        Assert.Contains("takes 1 arguments, 2 were given", Assert.Throws<TorchException>(() => torch.ops.call("aten::relu", "", a, a)).Message);
        Assert.Throws<TorchException>(() => torch.ops.call("aten::relu", "", 3));
        Assert.Throws<TorchException>(() => new Operator("aten::sort").Call(1));
    }

    [Fact]
    public void An_operator_with_several_results_is_refused_where_one_is_wanted()
    {
        using var scope = torch.NewDisposeScope();

        var error = Assert.Throws<TorchException>(() => new Operator("aten::max", "dim").Call(torch.zeros(2), 0));

        Assert.Contains("CallMany", error.Message);
    }

    [Fact]
    public void Calls_work_after_a_failed_one()
    {
        using var scope = torch.NewDisposeScope();
        var a = torch.ones(2, 3);
        Assert.Throws<TorchException>(() => a.mm(a));

        Assert.Equal(6, a.sum().item<int>());
    }

    [Fact]
    public void A_card_that_is_not_there_is_refused_and_a_machine_without_one_says_so()
    {
        Assert.Equal(torch.cuda.device_count() > 0, torch.cuda.is_available());

        Assert.Throws<TorchException>(() => torch.zeros([1], device: new Device(DeviceType.CUDA, 99)));
        Assert.Throws<TorchException>(() => torch.cuda.memory(99));
        Assert.Throws<TorchException>(() => torch.cuda.get_device_name(99));
        Assert.Throws<TorchException>(() => torch.cuda.synchronize(99));
    }

    [Fact]
    public void Memory_that_ran_out_is_told_from_a_wrong_call()
    {
        using var a = torch.zeros(2);

        Assert.True(Assert.Throws<TorchException>(() => torch.empty(1L << 48)).IsOutOfMemory);
        Assert.False(Assert.Throws<TorchException>(() => a.mm(a)).IsOutOfMemory);
    }

    [Fact]
    public void A_gradient_of_another_shape_or_type_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        var w = torch.zeros([2], requires_grad: true);

        Assert.Contains("shape [2]", Assert.Throws<TorchException>(() => w.grad = torch.ones(3)).Message);
        Assert.Throws<TorchException>(() => w.grad = torch.ones([2], torch.float64));
        Assert.Null(w.grad);
    }

    [Fact]
    public void The_version_is_a_number() => Assert.Matches(@"^\d+\.\d+", torch.__version__);
}
