using LossActors.FormerPersistence.Postgres;
using Npgsql;

namespace LossActors.FormerPersistence.Tests.Postgres;

/// <summary>An ask and a record of one piece of work at the same moment, the moment held still by a transaction that the test keeps open.</summary>
[Trait("guarantee", "G5")]
public sealed class AskAndRecordTests(PostgresServer server) : IAsyncLifetime
{
    static readonly RunId Run = new("run");
    static readonly NodeId Me = new("me");
    static readonly WorkId Work = new($"{1:x64}");

    PostgresStore store = null!;
    NpgsqlConnection held = null!;
    ActorLease late = null!;

    public async ValueTask InitializeAsync()
    {
        var journal = await server.NewJournal();
        store = await PostgresStore.Open(journal);
        await store.Found(new(Run, "name", "", "", [new("early", "island"), new("late", "island")]));
        await store.Join(new(Me, "me", "boot", 1, 1, "{}"), TimeSpan.FromMinutes(5));
        var owned = await store.TakeOver(Me, [new(Run, "early"), new(Run, "late")]);
        late = owned[1];
        await store.Commit(Asking(owned[0]));
        Assert.Single(await store.Claim(Me, ["c"], 1));
        held = new NpgsqlConnection($"{journal};Pooling=false");
        await held.OpenAsync();
        await held.Run("BEGIN");
    }

    public async ValueTask DisposeAsync()
    {
        await held.DisposeAsync();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task Who_asks_while_the_result_is_being_recorded_is_told()
    {
        await held.Run("UPDATE work SET state = 'done', leased_by = NULL, result = $1", new byte[] { 1 });
        var ask = store.Commit(Asking(late)).AsTask();
        await Waits(ask);
        await held.Run(
            """
            WITH told AS (DELETE FROM work_requester RETURNING run, recipient, key)
            INSERT INTO mailbox(run, recipient, key, type, data) SELECT run, recipient, key, 'result', $1 FROM told
            """,
            new byte[] { 1 });
        await held.Run("COMMIT");

        Assert.Equal(TurnOutcome.Committed, await ask);
        await Told("early", "late");
    }

    [Fact]
    public async Task Who_asked_while_the_result_waited_to_be_recorded_is_told()
    {
        await held.Run("UPDATE work SET priority = priority");
        await held.Run("INSERT INTO work_requester(work, run, recipient, key) SELECT w.asked, w.first_run, 'late', 'ticket:1' FROM work w");
        var record = store.Record(Work, new byte[] { 1 }, new(1, Me, "cpu")).AsTask();
        await Waits(record);
        await held.Run("COMMIT");

        Assert.Equal(RecordOutcome.Recorded, await record);
        await Told("early", "late");
    }

    static Turn Asking(ActorLease owned) =>
        new(owned.Id, 0, owned.Term, owned.Id.Name, [new("Born", 1, new byte[1])]) { Asks = [new(Work, "c", new byte[1], 0, "ticket:1")] };

    /// <summary>Until it waits for our lock, or has gone past it.</summary>
    async Task Waits(Task call)
    {
        while (!call.IsCompleted && !await held.Any("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"))
            await Task.Delay(10);
    }

    async Task Told(params string[] askers)
    {
        foreach (var asker in askers)
            Assert.Equal("ticket:1", Assert.Single(await store.Mailbox(new(Run, asker), 10)).Key);
    }
}
