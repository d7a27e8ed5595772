using System.Diagnostics;
using LossActors.FormerPersistence.Postgres;
using Npgsql;

namespace LossActors.FormerPersistence.Tests.Postgres;

public sealed class OutageTests
{
    static readonly RunId Run = new("run");
    static readonly NodeId Me = new("me");

    [Fact]
    [Trait("guarantee", "G6")]
    [Trait("guarantee", "G9")]
    public async Task A_server_that_crashes_under_load_costs_time_and_nothing_else()
    {
        await using var server = new PostgresServer();
        var journal = await server.NewJournal();
        await using var store = await PostgresStore.Open(journal);
        var actors = Enumerable.Range(0, 8).Select(i => new ActorId(Run, $"island/{i}")).ToArray();
        await store.Found(new(Run, "name", "", "", [.. actors.Select(a => new NewActor(a.Name, "island"))]));
        await store.Join(new(Me, "me", "boot", 1, 1, "{}"), TimeSpan.FromMinutes(5));
        var owned = await store.TakeOver(Me, actors);
        using var enough = new CancellationTokenSource();

        var committed = Task.WhenAll(owned.Select(lease => Task.Run(() => Live(store, lease, enough.Token))));
        for (var crash = 0; crash < 2; crash++)
        {
            await Task.Delay(300);
            await server.CrashAndRestart(TimeSpan.FromMilliseconds(200));
        }

        await Task.Delay(300);
        await enough.CancelAsync();
        var acknowledged = await committed;

        for (var i = 0; i < actors.Length; i++)
        {
            var events = 0;
            await foreach (var record in store.Journal(actors[i]))
                Assert.Equal($"{actors[i]}/{events++}", record.TurnId);
            Assert.Equal(acknowledged[i], events);
            Assert.True(events > 0);
            Assert.Equal(events, (await store.Mailbox(new(Run, $"reader/{i}"), 100_000)).Count);
        }
    }

    [Fact]
    [Trait("guarantee", "G9")]
    public async Task A_server_that_stays_away_is_named_and_its_return_is_enough()
    {
        await using var server = new PostgresServer();
        var journal = await server.NewJournal();
        await using var store = await PostgresStore.Open(journal, patience: TimeSpan.FromMilliseconds(300));
        await store.Found(new(Run, "name", "", "", [new("island/0", "island")]));
        await store.Join(new(Me, "me", "boot", 1, 1, "{}"), TimeSpan.FromMinutes(5));
        var lease = (await store.TakeOver(Me, [new(Run, "island/0")]))[0];
        var turn = new Turn(lease.Id, 0, lease.Term, "turn", [new("Born", 1, new byte[1])]);
        var restarted = server.CrashAndRestart(TimeSpan.FromSeconds(2));
        await Task.Delay(500);

        Func<Task>[] calls =
        [
            () => store.Commit(turn).AsTask(), () => store.Runs().AsTask(), () => store.Renew(Me, TimeSpan.FromSeconds(15)).AsTask(),
        ];
        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAsync<JournalException>(call);
            Assert.Equal(JournalFault.Unreachable, error.Fault);
            Assert.Contains("postgres://127.0.0.1", error.Message, StringComparison.Ordinal);
        }

        await restarted;
        Assert.True(await store.Renew(Me, TimeSpan.FromSeconds(15)));
        Assert.Equal(TurnOutcome.Committed, await store.Commit(turn));
    }

    [Fact]
    [Trait("guarantee", "G7")]
    public async Task A_process_that_is_stopped_inside_a_transaction_holds_nobody_up_for_long()
    {
        await using var server = new PostgresServer();
        var journal = await server.NewJournal();
        await using var store = await PostgresStore.Open(journal);
        await store.Found(new(Run, "name", "", "", [new("island/0", "island")]));
        await store.Join(new(Me, "me", "boot", 1, 1, "{}"), TimeSpan.FromMinutes(5));
        var lease = (await store.TakeOver(Me, [new(Run, "island/0")]))[0];
        await using var stopped = new NpgsqlConnection(PostgresAddress.ForAStore(journal, JournalAccess.Create).ToString());
        await stopped.OpenAsync();
        await using var transaction = await stopped.BeginTransactionAsync();
        await stopped.Run("SELECT 1 FROM actor FOR UPDATE");

        var clock = Stopwatch.StartNew();
        Assert.Equal(TurnOutcome.Committed, await store.Commit(new(lease.Id, 0, lease.Term, "turn", [new("Born", 1, new byte[1])])));
        Assert.InRange(clock.Elapsed.TotalSeconds, 1, 15);
    }

    static async Task<int> Live(PostgresStore store, ActorLease lease, CancellationToken enough)
    {
        var seq = 0;
        for (; !enough.IsCancellationRequested; seq++)
        {
            var turn = new Turn(lease.Id, seq, lease.Term, $"{lease.Id}/{seq}", [new("Born", 1, new byte[100])])
            {
                Messages = [new(lease.Id.Name.Replace("island", "reader", StringComparison.Ordinal), "M", new byte[10])],
            };
            Assert.Equal(TurnOutcome.Committed, await store.Commit(turn));
        }

        return seq;
    }
}
