using LossActors.Persistence.Postgres;

namespace LossActors.Persistence.Tests.Postgres;

/// <summary>A network that is slow, cuts connections, or swallows what is sent without a word.</summary>
public sealed class BadNetworkTests(PostgresServer server) : IAsyncLifetime
{
    static readonly RunId Run = new("run");
    static readonly ActorId Island = new(Run, "island/0");
    static readonly NodeId Me = new("me");

    FaultyProxy proxy = null!;
    PostgresStore store = null!;

    public async ValueTask InitializeAsync()
    {
        var journal = await server.NewJournal();
        proxy = new(server.Port);
        store = await PostgresStore.Open($"{journal};Port={proxy.Port};Timeout=2;Command Timeout=1;Cancellation Timeout=300");
        await store.Found(new(Run, "name", "", "", [.. Enumerable.Range(0, 6).Select(i => new NewActor($"island/{i}", "island"))]));
        await store.Join(new(Me, "me", "boot", 1, 1, "{}"), TimeSpan.FromMinutes(5));
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await proxy.DisposeAsync();
    }

    [Fact]
    [Trait("guarantee", "G3")]
    [Trait("guarantee", "G6")]
    public async Task A_turn_whose_connection_falls_silent_after_the_commit_is_committed_once_and_known_to_be()
    {
        var term = (await store.TakeOver(Me, [Island]))[0].Term;
        for (var seq = 0; seq < 16; seq++)
        {
            if (seq % 4 == 3)
                proxy.FallSilentAtNextReply();
            var turn = new Turn(Island, seq, term, $"turn {seq}", [new("Born", 1, new byte[10])])
            {
                Messages = [new("run", "M", new byte[1])],
            };
            Assert.Equal(TurnOutcome.Committed, await store.Commit(turn));
        }

        Assert.InRange(proxy.Struck, 3, 4);
        Assert.Equal(16, (await store.Mailbox(new(Run, "run"), 1000)).Count);
        var count = 0;
        await foreach (var record in store.Journal(Island))
            Assert.Equal($"turn {count++}", record.TurnId);
        Assert.Equal(16, count);
    }

    [Fact]
    [Trait("guarantee", "G4")]
    [Trait("guarantee", "G5")]
    [Trait("guarantee", "G9")]
    public async Task On_a_network_that_delays_resets_and_swallows_everyone_who_asked_is_told_exactly_once()
    {
        var owned = await store.TakeOver(Me, [.. Enumerable.Range(0, 6).Select(i => new ActorId(Run, $"island/{i}"))]);
        using var over = new CancellationTokenSource();
        var turns = 0;
        var devices = Enumerable.Range(0, 2).Select(_ => Task.Run(() => Train(over.Token))).ToArray();
        var askers = owned.Select(lease => Task.Run(async () =>
        {
            for (; !over.IsCancellationRequested; lease = lease with { Seq = lease.Seq + 1 }, Interlocked.Increment(ref turns))
            {
                var ask = new WorkAsk(new($"{lease.Seq:x64}"), "c", new byte[1], lease.Seq, $"ticket:{lease.Seq}");
                var turn = new Turn(lease.Id, lease.Seq, lease.Term, $"{lease.Id}/{lease.Seq}", [new("Born", 1, new byte[10])]) { Asks = [ask] };
                Assert.Equal(TurnOutcome.Committed, await store.Commit(turn));
            }

            return lease;
        })).ToArray();

        foreach (var trouble in (Action[])[proxy.FallSilentAtNextReply, proxy.Reset, proxy.FallSilent, proxy.CutAtNextReply, proxy.FallSilent])
        {
            // Turns have to get through between two troubles.
            for (var seen = Volatile.Read(ref turns); Volatile.Read(ref turns) < seen + 20;)
                await Task.Delay(10);
            trouble();
            await Task.Delay(200);
            proxy.Heal();
            proxy.Delay = TimeSpan.FromMilliseconds(5) - proxy.Delay;
        }

        await over.CancelAsync();
        var ends = await Task.WhenAll(askers);
        await Task.WhenAll(devices);
        while ((await store.Totals(Run)) is { Ready: > 0 } or { Leased: > 0 })
        {
            // What was claimed in the name of a call that failed for good becomes free with its holder.
            await store.DeclareDead(Me, lostWorkIsSuspect: false);
            await store.Join(new(new("heir"), "heir", "boot", 1, 1, "{}"), TimeSpan.FromMinutes(5));
            await Finish(new("heir"));
        }

        Assert.All(ends, end => Assert.True(end.Seq > 0));
        foreach (var end in ends)
            Assert.Equal(
                Enumerable.Range(0, (int)end.Seq).Select(t => $"ticket:{t}").Order(),
                (await store.Mailbox(end.Id, 100_000)).Select(m => m.Key).Order());
        Assert.Equal(new WorkTotals(0, 0, ends.Max(e => e.Seq), 0, ends.Max(e => e.Seq)), await store.Totals(Run));
    }

    [Fact]
    public void A_silent_connection_is_given_up_within_a_stores_patience()
    {
        var settings = PostgresAddress.ForAStore("Host=there", JournalAccess.Create);
        Assert.True(TimeSpan.FromSeconds(settings.CommandTimeout + settings.Timeout + 2) < PostgresStore.Patience);
    }

    async Task Train(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
            await Finish(Me);
    }

    async Task Finish(NodeId node)
    {
        foreach (var lease in await store.Claim(node, ["c"], 4))
            Assert.NotEqual(RecordOutcome.Different, await store.Record(lease.Work, new byte[] { 1 }, new(1, node, "cpu")));
    }
}
