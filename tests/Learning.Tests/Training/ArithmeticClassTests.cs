using LossActors.Learning.Training;

namespace LossActors.Learning.Tests.Training;

public sealed class ArithmeticClassTests
{
    [Fact]
    public void The_class_is_the_same_at_every_call_and_on_every_thread()
    {
        var first = ArithmeticClass.Probe();
        var others = new string[2];
        Thread[] threads = [new(() => others[0] = ArithmeticClass.Probe()), new(() => others[1] = ArithmeticClass.Probe())];
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.Equal([first, first], others);
        Assert.Matches("^cpu-[0-9a-f]{16}$", first);
    }

    [Fact]
    public void Pinning_is_refused_once_libtorch_has_chosen_its_kernels()
    {
        ArithmeticClass.Probe();
        Assert.Throws<InvalidOperationException>(ArithmeticClass.PinPortable);
    }
}
