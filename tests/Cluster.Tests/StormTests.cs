using LossActors.Host.Tests.Program;
using LossActors.Persistence.Tests.Databases;

namespace LossActors.Cluster.Tests;

public sealed class StormTests : IDisposable
{
    readonly Nodes nodes = new(births: 24);

    public void Dispose() => nodes.Dispose();

    [Fact, Trait("guarantee", "G1"), Trait("guarantee", "G7"), Trait("guarantee", "G8"), Trait("guarantee", "G9")]
    public async Task Nodes_that_join_die_and_stall_and_a_database_that_crashes_change_no_decision()
    {
        // Its own: others would be in the middle of something when it crashes.
        await using var server = new PostgresServer();
        var address = await server.NewJournal();

        var first = nodes.Host(address);
        await nodes.Births(address, 6);
        var second = nodes.Join(address);
        await nodes.Joined(address, 2);
        await nodes.Births(address, 20);
        var third = nodes.Join(address);
        await nodes.Joined(address, 3);
        await nodes.Births(address, 30);
        second.Kill();
        await nodes.Births(address, 36);
        await server.CrashAndRestart(TimeSpan.FromMilliseconds(500));
        await nodes.Births(address, 44);
        Signals.Stop(first);
        await nodes.Buried(address, first);
        Signals.Continue(first);
        await nodes.Says(first, "it joins again as a new one");
        await nodes.Joined(address, 2);
        await nodes.Births(address, 56);
        await server.CrashAndRestart(TimeSpan.FromMilliseconds(500));
        await nodes.Ended(address);

        await nodes.Leave(first, third);
        await nodes.DecidedAsUndisturbed(address);
    }
}
