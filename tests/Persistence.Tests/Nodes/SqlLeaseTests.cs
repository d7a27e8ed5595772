using Akka.Configuration;
using Akka.Coordination;
using Akka.Event;
using LossActors.Persistence.Addresses;
using LossActors.Persistence.Databases;
using LossActors.Persistence.Nodes;
using LossActors.Persistence.Tests.Databases;

namespace LossActors.Persistence.Tests.Nodes;

public sealed class SqlLeaseTests(PostgresServer server) : IDisposable
{
    static readonly NodeEntry A = NodeTableTests.Entry("a", "1"), B = NodeTableTests.Entry("b", "2");

    readonly TestJournals journals = new(server);

    public void Dispose() => journals.Dispose();

    [Theory]
    [BothDatabases]
    public async Task Only_a_process_whose_row_is_up_gets_it_and_one_at_a_time(JournalKind kind)
    {
        await using var database = await journals.Open(kind);
        var table = new NodeTable(database);
        await table.List(A);
        await table.List(B);
        await TestJournals.Execute(database, "UPDATE node SET state = 'up' WHERE address = 'a'");
        var (a, b) = (Lease(database, A), Lease(database, B));

        Assert.False(await b.Acquire());
        Assert.True(await a.Acquire());
        Assert.True(a.CheckLease());
        await TestJournals.Execute(database, "UPDATE node SET state = 'up' WHERE address = 'b'");
        Assert.False(await b.Acquire());
        Assert.True(await a.Release());
        Assert.False(a.CheckLease());
        Assert.True(await b.Acquire());
    }

    [Theory]
    [BothDatabases]
    public async Task A_lease_taken_by_another_is_told_as_lost(JournalKind kind)
    {
        await using var database = await journals.Open(kind);
        await new NodeTable(database).List(A);
        await TestJournals.Execute(database, "UPDATE node SET state = 'up'");
        var lost = new TaskCompletionSource();
        var lease = Lease(database, A, heartbeat: "100ms");
        Assert.True(await lease.Acquire(_ => lost.SetResult()));

        await TestJournals.Execute(database, "UPDATE lease SET owner = 'other'");
        await lost.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(lease.CheckLease());
    }

    /// <summary>A failed acquire would be an order to the resolver to down its own side.</summary>
    [Fact]
    public async Task While_the_database_cannot_be_asked_the_answer_is_pending()
    {
        await using var database = await journals.Open(JournalKind.Sqlite);
        await new NodeTable(database).List(A);
        await TestJournals.Execute(database, "UPDATE node SET state = 'up'");
        await TestJournals.Execute(database, "ALTER TABLE lease RENAME TO away");
        var answer = Lease(database, A).Acquire();
        await Task.Delay(1500);

        Assert.False(answer.IsCompleted);
        await TestJournals.Execute(database, "ALTER TABLE away RENAME TO lease");
        Assert.True(await answer.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    static SqlLease Lease(Database database, NodeEntry node, string heartbeat = "2s")
    {
        var config = ConfigurationFactory.ParseString(
            $"heartbeat-timeout = 30s, heartbeat-interval = {heartbeat}, lease-operation-timeout = 4s");
        return new(
            LeaseSettings.Create(config, "sbr", node.Key.Address), new Leases(database), node.Key, TimeProvider.System, NoLogger.Instance,
            new TaskCompletionSource().Task);
    }
}
