using System.Diagnostics;
using LossActors.FormerActors.Kernel;
using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Tests.Kernel;

[Trait("guarantee", "G7")]
public sealed class LocalProcessTests : IDisposable
{
    readonly Process child = Process.Start("sleep", "60");

    [Fact]
    public void A_killed_process_is_gone_and_a_living_one_is_not()
    {
        var node = Node(LocalProcess.StartTime(child.Id)!.Value);
        Assert.False(LocalProcess.IsGone(node));
        child.Kill();
        child.WaitForExit();
        Assert.True(LocalProcess.IsGone(node));
        Assert.Null(LocalProcess.StartTime(child.Id));
    }

    [Fact]
    public void Another_process_under_the_same_pid_does_not_pass_for_the_old_one() =>
        Assert.True(LocalProcess.IsGone(Node(LocalProcess.StartTime(child.Id)!.Value - 1)));

    [Fact]
    public void A_process_of_another_boot_or_namespace_is_never_said_to_be_gone() =>
        Assert.False(LocalProcess.IsGone(Node(1) with { BootId = "another" }));

    public void Dispose()
    {
        child.Kill();
        child.WaitForExit();
        child.Dispose();
    }

    NodeInfo Node(long startTime) => new(new NodeId("n"), "n", LocalProcess.BootId, child.Id, startTime, "{}");
}
