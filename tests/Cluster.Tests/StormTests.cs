using LossActors.FormerPersistence.Tests.Postgres;

namespace LossActors.Cluster.Tests;

public sealed class StormTests(PostgresServer postgres) : IDisposable
{
    readonly Nodes nodes = new(births: 24);

    public void Dispose() => nodes.Dispose();

    [Fact, Trait("guarantee", "G1"), Trait("guarantee", "G7"), Trait("guarantee", "G8"), Trait("guarantee", "G9")]
    public async Task Nodes_that_join_die_and_stall_and_a_database_that_crashes_change_no_decision()
    {
        var address = await postgres.NewJournal();

        var first = nodes.Host(address);
        await nodes.Births(address, 6);
        var second = nodes.Join(address);
        await nodes.Joined(address, 2);
        await nodes.Births(address, 24);
        var third = nodes.Join(address);
        // A node that finds no database when it starts says so and ends; only one that has joined must live through the rest.
        await nodes.Joined(address, 3);
        await nodes.Births(address, 30);
        second.Kill();
        await nodes.Births(address, 34);
        await postgres.CrashAndRestart(TimeSpan.FromMilliseconds(500));
        await nodes.Births(address, 40);
        Nodes.Stop(first);
        await Task.Delay(TimeSpan.FromSeconds(6));
        Nodes.Continue(first);
        await nodes.Births(address, 50);
        await postgres.CrashAndRestart(TimeSpan.FromMilliseconds(500));
        await nodes.Ended(address);

        await nodes.Leave(first, third);
        await nodes.DecidedAsUndisturbed(address);
    }
}
