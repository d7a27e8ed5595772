using LossActors.Host.Nodes;
using LossActors.Persistence.Nodes;
using LossActors.Persistence.Tests.Databases;

namespace LossActors.Cluster.Tests;

/// <summary>Nodes that go, in order and not, and a database that goes away.</summary>
public sealed class DepartureTests(PostgresServer postgres) : IDisposable
{
    readonly Nodes nodes = new(births: 12);

    public void Dispose() => nodes.Dispose();

    [Fact, Trait("guarantee", "G7"), Trait("guarantee", "G8")]
    public async Task Of_two_nodes_one_is_killed_and_the_other_goes_on()
    {
        var address = await postgres.NewJournal();
        var killed = nodes.Host(address);
        await nodes.Joined(address, 1);
        var survivor = nodes.Join(address);
        await nodes.Joined(address, 2);
        await nodes.Births(address, 8);
        killed.Kill();
        await nodes.Ended(address);
        await nodes.Leave(survivor);
        await nodes.DecidedAsUndisturbed(address);
    }

    [Fact, Trait("guarantee", "G7"), Trait("guarantee", "G8")]
    public async Task Nodes_that_are_drained_or_told_to_end_hand_over_what_they_have()
    {
        var address = await postgres.NewJournal();
        var first = nodes.Host(address);
        await nodes.Joined(address, 1);
        var second = nodes.Join(address);
        await nodes.Joined(address, 2);
        await nodes.Births(address, 6);
        await nodes.Drain(address, first);
        await nodes.Births(address, 14);
        var third = nodes.Join(address);
        await nodes.Joined(address, 2);
        await nodes.Births(address, 20);
        await nodes.Leave(second);
        await nodes.Ended(address);
        await nodes.Leave(third);
        // One that the others saw go first is buried by them.
        Assert.DoesNotContain(await Nodes.Rows(address), row => row.State != NodeState.Down);
        await nodes.DecidedAsUndisturbed(address);
    }

    [Fact, Trait("guarantee", "G7"), Trait("guarantee", "G8")]
    public async Task Of_several_processes_on_one_SQLite_file_one_is_killed()
    {
        var address = $"sqlite:{nodes.SqliteFile}";
        var first = nodes.Host(address);
        await nodes.Joined(address, 1);
        var killed = nodes.Join(address);
        // Trains for the others and hosts nothing.
        var third = nodes.Join(address, "--set", "node.roles=[devices]");
        await nodes.Joined(address, 3);
        await nodes.Births(address, 10);
        killed.Kill();
        await nodes.Ended(address);
        await nodes.Leave(first, third);
        await nodes.DecidedAsUndisturbed(address);
    }

    /// <summary>A steer of a paused run waits, and would wait for ever where nobody hosts the run any more.</summary>
    [Fact, Trait("guarantee", "G7")]
    public async Task A_command_whose_only_hosting_node_goes_takes_its_place()
    {
        var address = $"sqlite:{nodes.SqliteFile}";
        var host = nodes.Host(address, "--set", "run.births=400");
        await nodes.Births(address, 4);
        nodes.Pause(address);
        var steer = nodes.Steer(address);
        await nodes.Joined(address, 2);
        host.Kill();
        await nodes.Asked(address, async database => (await new NodeTable(database).Read()).Any(
            n => n.Entry.Pid == steer.Id && n.State == NodeState.Up && NodeCapacity.Parse(n.Entry.Capacity)!.HostsActors));
    }

    [Fact, Trait("guarantee", "G7"), Trait("guarantee", "G8"), Trait("guarantee", "G9")]
    public async Task Nodes_wait_for_a_database_that_goes_away_and_go_on_when_it_is_back()
    {
        await using var server = new PostgresServer();
        var address = await server.NewJournal();
        System.Diagnostics.Process early = null!;
        await server.CrashAndRestart(() =>
        {
            early = nodes.Host(address);
            return nodes.Says(early, "This node waits for it, at most 300 s");
        });

        await nodes.Joined(address, 1);
        var second = nodes.Join(address);
        await nodes.Joined(address, 2);
        await nodes.Births(address, 8);
        await server.CrashAndRestart(TimeSpan.FromSeconds(15));
        await nodes.Ended(address);
        await nodes.Leave(early, second);
        await nodes.DecidedAsUndisturbed(address);
    }
}
