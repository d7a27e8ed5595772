using LossActors.Actors.Entities;
using LossActors.Persistence.Addresses;
using LossActors.Persistence.Databases;
using LossActors.Persistence.Nodes;
using LossActors.Persistence.Tests.Databases;

namespace LossActors.Persistence.Tests.Nodes;

/// <summary>The contract of the table of nodes, on both databases.</summary>
public sealed class NodeTableTests(PostgresServer server) : IDisposable
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    static readonly NodeEntry A = Entry("a", "1"), B = Entry("b", "2"), ANew = Entry("a", "3");

    readonly TestJournals journals = new(server);

    public void Dispose() => journals.Dispose();

    [Theory]
    [BothDatabases]
    public async Task A_listed_node_is_read_as_it_was_listed(JournalKind kind)
    {
        await using var database = await journals.Open(kind);
        var table = new NodeTable(database);
        await table.List(A);

        var row = Assert.Single(await table.Read());
        Assert.Equal((NodeState.Joining, false), (row.State, row.Drain));
        Assert.Equal(A.Certificate.ToArray(), row.Entry.Certificate.ToArray());
        Assert.Equal(A, row.Entry with { Certificate = A.Certificate });
        Assert.InRange(row.BeatAge, -0.001, 60);
    }

    [Theory]
    [BothDatabases]
    public async Task Only_who_holds_the_bootstrap_lease_forms_a_cluster(JournalKind kind)
    {
        await using var database = await journals.Open(kind);
        var (table, leases) = (new NodeTable(database), new Leases(database));
        await table.List(A);
        await table.List(B);

        Assert.False(await table.Found(A.Key));
        Assert.True(await leases.Acquire(Leases.Bootstrap, "1", Minute));
        Assert.False(await leases.Acquire(Leases.Bootstrap, "2", Minute));
        Assert.False(await table.Found(B.Key));
        Assert.True(await table.Found(A.Key));
        Assert.True(await leases.Acquire(Leases.Bootstrap, "2", Minute));
        Assert.Equal([NodeState.Up, NodeState.Joining], States(await table.Read()));
    }

    [Theory]
    [BothDatabases]
    public async Task A_lease_that_has_ended_forms_no_cluster(JournalKind kind)
    {
        await using var database = await journals.Open(kind);
        var (table, leases) = (new NodeTable(database), new Leases(database));
        await table.List(A);
        await leases.Acquire(Leases.Bootstrap, "1", TimeSpan.FromSeconds(-1));

        Assert.False(await table.Found(A.Key));
    }

    [Theory]
    [BothDatabases]
    public async Task Who_forms_a_cluster_buries_all_who_were_up(JournalKind kind)
    {
        await using var database = await journals.Open(kind);
        var table = await Formed(database, A);
        await Form(database, B);

        Assert.Equal([NodeState.Down, NodeState.Up], States(await table.Read()));
        Assert.Null(await table.Beat(A.Key));
    }

    [Theory]
    [BothDatabases]
    public async Task Who_joins_is_listed_only_while_its_cluster_is(JournalKind kind)
    {
        await using var database = await journals.Open(kind);
        var table = await Formed(database, A);
        await table.List(B);

        Assert.False(await table.Up(B.Key, [("a", 99)]));
        Assert.True(await table.Up(B.Key, [("a", A.Uid)]));
        Assert.False(await table.Up(B.Key, [("a", A.Uid)]));
    }

    [Theory]
    [BothDatabases]
    public async Task A_beat_changes_the_row_and_tells_of_a_wish_to_drain(JournalKind kind)
    {
        await using var database = await journals.Open(kind);
        var table = await Formed(database, A);
        var before = (await table.Read())[0].Beat;

        Assert.False(await table.Beat(A.Key));
        Assert.NotEqual(before, (await table.Read())[0].Beat);
        Assert.True(await table.WishDrain(A.Key));
        Assert.True(await table.Beat(A.Key));
        Assert.False(await table.WishDrain(B.Key));
    }

    [Theory]
    [BothDatabases]
    public async Task The_buried_hears_it_by_its_beat_and_cannot_rise_again(JournalKind kind)
    {
        await using var database = await journals.Open(kind);
        var table = await Pair(database);

        Assert.True(await table.Bury(A.Key, "b", B.Uid));
        Assert.Null(await table.Beat(B.Key));
        Assert.False(await table.Up(B.Key, [("a", A.Uid)]));
        await table.Leave(B.Key);
        Assert.Equal([NodeState.Up, NodeState.Down], States(await table.Read()));
    }

    [Theory]
    [BothDatabases]
    public async Task The_buried_buries_nobody(JournalKind kind)
    {
        await using var database = await journals.Open(kind);
        var table = await Pair(database);
        await table.Bury(A.Key, "b", B.Uid);

        Assert.False(await table.Bury(B.Key, "a", A.Uid));
        Assert.Equal(NodeState.Up, (await table.Read())[0].State);
    }

    [Theory]
    [BothDatabases]
    public async Task Two_that_bury_each_other_leave_exactly_one(JournalKind kind)
    {
        await using var database = await journals.Open(kind);
        var table = await Pair(database);
        for (var round = 0; round < 20; round++)
        {
            await TestJournals.Execute(database, "UPDATE node SET state = 'up'");
            using var gate = new Barrier(2);
            await Task.WhenAll(
                Task.Run(() => { gate.SignalAndWait(); return table.Bury(A.Key, "b", B.Uid); }),
                Task.Run(() => { gate.SignalAndWait(); return table.Bury(B.Key, "a", A.Uid); }));

            Assert.Single(await table.Read(), r => r.State == NodeState.Up);
        }
    }

    [Theory]
    [BothDatabases]
    public async Task A_late_burial_does_not_hit_the_process_started_anew_on_the_same_address(JournalKind kind)
    {
        await using var database = await journals.Open(kind);
        var table = await Formed(database, B);
        await table.List(A);
        await table.Up(A.Key, [("b", B.Uid)]);
        await table.List(ANew);
        await table.Up(ANew.Key, [("b", B.Uid)]);

        Assert.True(await table.Bury(B.Key, "a", A.Uid));
        Assert.Null(await table.Beat(A.Key));
        Assert.NotNull(await table.Beat(ANew.Key));
    }

    [Theory]
    [BothDatabases]
    public async Task An_orderly_end_takes_the_row_away(JournalKind kind)
    {
        await using var database = await journals.Open(kind);
        var table = await Formed(database, A);
        await table.Leave(A.Key);

        Assert.Empty(await table.Read());
        Assert.Null(await table.Beat(A.Key));
    }

    [Theory]
    [BothDatabases]
    public async Task Who_is_gone_is_told_only_by_a_reading_that_began_later(JournalKind kind)
    {
        await using var database = await journals.Open(kind);
        var table = await Pair(database);
        var now = TimeSpan.FromSeconds(1);
        var members = new Members(table, () => now);
        await members.Refresh();

        Assert.False(members.IsGone(B.Key.Incarnation, TimeSpan.Zero));
        await table.Bury(A.Key, "b", B.Uid);
        Assert.False(members.IsGone(B.Key.Incarnation, TimeSpan.Zero));
        now = TimeSpan.FromSeconds(2);
        await members.Refresh();
        Assert.True(members.IsGone(B.Key.Incarnation, TimeSpan.FromSeconds(1)));
        Assert.True(members.IsGone(new Incarnation("never listed"), TimeSpan.FromSeconds(1)));
        Assert.False(members.IsGone(B.Key.Incarnation, TimeSpan.FromSeconds(2)));
        Assert.False(members.IsGone(A.Key.Incarnation, TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [BothDatabases]
    [Trait("guarantee", "G11")]
    public async Task A_certificate_is_trusted_while_its_row_is_joining_or_up(JournalKind kind)
    {
        await using var database = await journals.Open(kind);
        var table = await Formed(database, A);
        var now = TimeSpan.Zero;
        var members = new Members(table, () => now);

        Assert.False(members.Trusts(B.Thumbprint));
        await table.List(B);
        Assert.False(members.Trusts(B.Thumbprint));
        now += TimeSpan.FromSeconds(1);
        Assert.True(members.Trusts(B.Thumbprint));
        Assert.True(members.Trusts(A.Thumbprint));
        await TestJournals.Execute(database, "UPDATE node SET state = 'down' WHERE address = 'b'");
        now += TimeSpan.FromSeconds(1);
        await members.Refresh();
        Assert.False(members.Trusts(B.Thumbprint));
    }

    internal static NodeEntry Entry(string address, string incarnation) => new(
        new(address, new(incarnation)), int.Parse(incarnation) * 1_000_000_007L, $"thumb {incarnation}", new byte[] { 1, 0, 255 },
        $"node {address}", "boot", 7, "123", "cpu 2 lanes");

    static async Task<NodeTable> Formed(Database database, NodeEntry node)
    {
        await Form(database, node);
        return new(database);
    }

    static async Task Form(Database database, NodeEntry node)
    {
        var table = new NodeTable(database);
        await table.List(node);
        await new Leases(database).Acquire(Leases.Bootstrap, node.Key.Incarnation.Id, Minute);
        Assert.True(await table.Found(node.Key));
    }

    static async Task<NodeTable> Pair(Database database)
    {
        var table = await Formed(database, A);
        await table.List(B);
        Assert.True(await table.Up(B.Key, [("a", A.Uid)]));
        return table;
    }

    static IEnumerable<NodeState> States(IEnumerable<NodeRow> rows) => rows.Select(r => r.State);
}
