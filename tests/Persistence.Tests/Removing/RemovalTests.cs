using LossActors.Actors.Entities;
using LossActors.Persistence.Addresses;
using LossActors.Persistence.Databases;
using LossActors.Persistence.Nodes;
using LossActors.Persistence.Removing;
using LossActors.Persistence.Tests.Databases;

namespace LossActors.Persistence.Tests.Removing;

public sealed class RemovalTests(PostgresServer server) : IDisposable
{
    static readonly RunId Unwanted = new("a");

    readonly TestJournals journals = new(server);

    public void Dispose() => journals.Dispose();

    [Theory]
    [BothDatabases]
    public async Task Of_a_removed_run_nothing_stays_but_evaluations_and_what_others_have(JournalKind kind)
    {
        await using var database = await journals.Open(kind);
        string[] others = ["comparison/a", "evaluation/a", "island/a-b/0", "island/ab/0", "run/a-b", "run/ab"];
        foreach (var entity in (string[])[.. others, "run/a", "island/a/0", "island/a/10"]) await Write(database, entity);

        Assert.Null(await new Removal(database).Remove(Unwanted, TestContext.Current.CancellationToken));

        foreach (var table in new[] { "journal", "snapshot", "tags", "parked" })
        {
            Assert.Equal(others, await database.Use(s => s.List(
                $"SELECT DISTINCT persistence_id FROM {table} ORDER BY persistence_id", r => r.GetString(0))));
        }

        Assert.Null(await new Removal(database).Remove(new ComparisonId("a"), TestContext.Current.CancellationToken));
        Assert.False(await database.Use(s => s.Any("SELECT 1 FROM journal WHERE persistence_id = 'comparison/a'")));
        Assert.False(await database.Use(s => s.Any("SELECT 1 FROM lease")));
    }

    [Theory]
    [BothDatabases]
    public async Task Nothing_is_removed_while_a_node_may_live_and_one_that_is_long_silent_is_buried(JournalKind kind)
    {
        await using var database = await journals.Open(kind);
        await Write(database, "run/a");
        var elsewhere = new NodeEntry(
            new("a", new("1")), 1, "thumb", new byte[] { 1 }, "another machine", "another boot", 7, "123", "");
        await new NodeTable(database).List(elsewhere);

        Assert.Equal("another machine", (await Remove())?.Entry.Name);
        Assert.True(await database.Use(s => s.Any("SELECT 1 FROM journal")));

        await TestJournals.Execute(database, "UPDATE node SET beat_at = beat_at - 60");
        Assert.Null(await Remove());
        Assert.False(await database.Use(s => s.Any("SELECT 1 FROM journal")));
        Assert.Equal(NodeState.Down, Assert.Single(await new NodeTable(database).Read()).State);

        Task<NodeRow?> Remove() => new Removal(database).Remove(Unwanted, TestContext.Current.CancellationToken);
    }

    /// <summary>A process that stands still may wake: on its own machine it is seen.</summary>
    [Theory]
    [InlineData(NodeState.Up, false)]
    [InlineData(NodeState.Down, false)]
    [InlineData(NodeState.Up, true)]
    public void A_process_of_this_machine_may_live_until_it_has_ended(NodeState state, bool ended)
    {
        var started = LocalLook.Started(Environment.ProcessId) + (ended ? "0" : "");
        var entry = new NodeEntry(
            new("a", new("1")), 1, "", Array.Empty<byte>(), "here", LocalLook.Boot, Environment.ProcessId, started, "");
        Assert.Equal(!ended, LocalLook.MayLive(new(entry, state, 1, BeatAge: 1e6, Drain: false)));
    }

    static async Task Write(Database database, string entity) => await database.Transact(async s =>
    {
        await s.Run(
            """
            INSERT INTO journal(created, deleted, persistence_id, sequence_number, message, manifest, identifier)
            VALUES(0, @no, @id, 1, @bytes, '', 0)
            """,
            ("no", false), ("id", entity), ("bytes", new byte[1]));
        await s.Run(
            """
            INSERT INTO snapshot(persistence_id, sequence_number, created, snapshot, manifest, serializer_id)
            VALUES(@id, 1, 0, @bytes, '', 0)
            """,
            ("id", entity), ("bytes", new byte[1]));
        await s.Run(
            "INSERT INTO tags SELECT ordering, 'tag', 1, persistence_id FROM journal WHERE persistence_id = @id", ("id", entity));
        return await s.Run("INSERT INTO parked(persistence_id, reason, node, at) VALUES(@id, '', '', 0)", ("id", entity));
    });
}
