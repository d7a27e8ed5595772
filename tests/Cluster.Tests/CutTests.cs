using LossActors.Cluster.Tests.Shared;
using LossActors.Persistence.Addresses;
using LossActors.Persistence.Databases;
using LossActors.Persistence.Nodes;
using LossActors.Persistence.Tests.Databases;
using Npgsql;

namespace LossActors.Cluster.Tests;

/// <summary>Networks that are cut: between nodes, to the database, both.</summary>
public sealed class CutTests(PostgresServer postgres, ITestOutputHelper output) : IDisposable
{
    readonly Nodes nodes = new(births: 12);

    public void Dispose() => nodes.Dispose();

    /// <summary>
    /// The node on the far side cannot know whether it is dead. Its share is taken over; when the cables are back, what it had under way is
    /// refused, and it joins anew.
    /// </summary>
    [Fact, Trait("guarantee", "G1"), Trait("guarantee", "G7"), Trait("guarantee", "G8")]
    public async Task A_node_that_is_cut_off_the_network_is_replaced_and_comes_back_without_changing_a_decision()
    {
        using var cables = Cables.TryLay(out var why);
        if (cables is null)
        {
            output.WriteLine($"This kernel forbids a network of its own ({why}).");
            Assert.Skip(why);
        }

        await using var server = new PostgresServer { AlsoAt = cables.Database.Near };
        var address = await server.NewJournal();
        var far = new NpgsqlConnectionStringBuilder(address) { Host = cables.Database.Near.ToString() }.ToString();
        var near = nodes.Host(address, "--set", $"node.host={cables.Nodes.Near}");
        await nodes.Joined(address, 1);
        var cut = nodes.JoinWithin(cables.Frame, far, "--set", $"node.host={cables.Nodes.Far}");
        await nodes.Joined(address, 2);
        await nodes.Births(address, 6);

        // Between the nodes alone first: both live, both reach the database, and one of them has to yield.
        cables.Nodes.Pull();
        await nodes.Asked(address, async database => (await new NodeTable(database).Read()).Any(n => n.State == NodeState.Down));
        cables.Nodes.PlugIn();
        await nodes.Joined(address, 2);
        await nodes.Births(address, 14);

        cables.Nodes.Pull();
        cables.Database.Pull();
        await nodes.Buried(address, cut);
        await nodes.Births(address, 20);
        cables.Nodes.PlugIn();
        cables.Database.PlugIn();
        await nodes.Joined(address, 2);
        Assert.Contains("it joins again as a new one", nodes.Said(cut), StringComparison.Ordinal);
        await nodes.Ended(address);

        await nodes.Leave(cut, near);
        await nodes.DecidedAsUndisturbed(address);
    }

    [Fact, Trait("guarantee", "G1"), Trait("guarantee", "G8")]
    public async Task A_node_that_is_cut_off_the_database_alone_waits_for_it()
    {
        var address = await postgres.NewJournal();
        await using var proxy = new FaultyProxy(postgres.Port);
        var near = nodes.Host(address);
        await nodes.Joined(address, 1);
        var cut = nodes.Join(new NpgsqlConnectionStringBuilder(address) { Port = proxy.Port }.ToString());
        await nodes.Joined(address, 2);
        await nodes.Births(address, 6);
        proxy.FallSilent();
        await Task.Delay(TimeSpan.FromSeconds(8));
        proxy.Heal();
        proxy.Reset();
        await nodes.Ended(address);
        await nodes.Leave(cut, near);
        await nodes.DecidedAsUndisturbed(address);
    }

    /// <summary>Nothing is wrong with it, but the others have gone on without it.</summary>
    [Fact, Trait("guarantee", "G1"), Trait("guarantee", "G8")]
    public async Task A_node_whose_row_was_buried_stops_writing_and_joins_anew()
    {
        var address = await postgres.NewJournal();
        var first = nodes.Host(address);
        await nodes.Joined(address, 1);
        var second = nodes.Join(address);
        await nodes.Joined(address, 2);
        await nodes.Births(address, 6);
        var (undertaker, buried) = (await Row(address, first), await Row(address, second));
        await using (var database = await Database.Open(JournalAddress.Parse(address), JournalAccess.Existing))
            Assert.True(await new NodeTable(database).Bury(undertaker.Key, buried.Key.Address, buried.Entry.Uid));
        await nodes.Says(second, "it joins again as a new one");
        await nodes.Joined(address, 2);
        Assert.NotEqual(buried.Key.Incarnation, (await Row(address, second)).Key.Incarnation);
        await nodes.Ended(address);
        await nodes.Leave(first, second);
        await nodes.DecidedAsUndisturbed(address);
    }

    static async Task<NodeRow> Row(string address, System.Diagnostics.Process node) =>
        (await Nodes.Rows(address)).Single(r => r.Entry.Pid == node.Id && r.State == NodeState.Up);
}
