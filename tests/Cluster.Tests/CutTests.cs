using LossActors.FormerPersistence;
using LossActors.FormerPersistence.Tests.Postgres;
using Npgsql;

namespace LossActors.Cluster.Tests;

public sealed class CutTests(ITestOutputHelper output) : IDisposable
{
    readonly Nodes nodes = new(births: 12);

    public void Dispose() => nodes.Dispose();

    /// <summary>
    /// The node on the far side cannot know whether it is dead. Its share is taken over; when the cable is back, what it had under way is
    /// refused, and it joins anew.
    /// </summary>
    [Fact, Trait("guarantee", "G1"), Trait("guarantee", "G7"), Trait("guarantee", "G8")]
    public async Task A_node_that_is_cut_off_the_network_is_replaced_and_comes_back_without_changing_a_decision()
    {
        using var cable = Environment.GetEnvironmentVariable("LOSSACTORS_TEST_WITHOUT_NAMESPACES") is null ? Cable.TryLay(out var why) : Nothing(out why);
        await using var server = new PostgresServer { AlsoAt = cable?.Address };
        var address = await server.NewJournal();
        await using var proxy = new FaultyProxy(server.Port);
        var far = new NpgsqlConnectionStringBuilder(address) { Host = cable?.Address.ToString() ?? "127.0.0.1", Port = cable is null ? proxy.Port : server.Port };
        output.WriteLine(cable is null ? $"This kernel forbids a network of its own ({why}): a proxy swallows the bytes instead." : "The node runs in a network namespace; its cable is pulled.");

        var near = nodes.Host(address);
        await nodes.Joined(address, 1);
        var cut = nodes.Join(far.ToString(), cable?.Frame ?? []);
        await nodes.Joined(address, 2);
        await nodes.Births(address, 10);

        (cable is null ? (Action)proxy.FallSilent : cable.Pull)();
        await nodes.Asked(address, async store => (await store.Nodes()).Any(n => n.State == NodeState.Dead && n.Info.Pid == cut.Id));
        await nodes.Births(address, 16);
        (cable is null ? (Action)proxy.Heal : cable.PlugIn)();
        await nodes.Joined(address, 2);
        Assert.Contains("declared dead", nodes.Said(cut), StringComparison.Ordinal);
        await nodes.Ended(address);

        await nodes.Leave(cut, near);
        await nodes.DecidedAsUndisturbed(address);
    }

    [Fact, Trait("guarantee", "G9")]
    public async Task A_node_that_starts_before_its_database_waits_for_it()
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
        await nodes.Leave(early);
    }

    static Cable? Nothing(out string why)
    {
        why = "LOSSACTORS_TEST_WITHOUT_NAMESPACES is set";
        return null;
    }
}
