using System.Diagnostics;
using LossActors.FormerPersistence.Postgres;

namespace LossActors.FormerPersistence.Tests.Postgres;

/// <summary>A network that is slow, cuts connections, or swallows what is sent without a word.</summary>
public sealed class BadNetworkTests(PostgresServer server) : IAsyncLifetime
{
    static readonly RunId Run = new("run");
    static readonly ActorId Island = new(Run, "island/0");
    static readonly NodeId Me = new("me");

    /// <summary>The protocol's message that ends a transaction.</summary>
    static ReadOnlySpan<byte> Sync => [(byte)'S', 0, 0, 0, 4];

    string journal = "";
    FaultyProxy proxy = null!;
    PostgresStore store = null!;

    public async ValueTask InitializeAsync()
    {
        journal = await server.NewJournal();
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
    [Trait("guarantee", "G9")]
    public async Task A_connection_that_falls_silent_inside_a_transaction_does_not_hold_up_its_own_process()
    {
        var mine = (await store.TakeOver(Me, [Island]))[0];
        var (commit, cut) = CommitUpToTheLastPacket(mine);
        await cut;

        Assert.Equal(TurnOutcome.Committed, await commit);
    }

    [Fact]
    [Trait("guarantee", "G1")]
    [Trait("guarantee", "G7")]
    public async Task A_process_that_falls_silent_inside_a_transaction_holds_nobody_up_for_long()
    {
        var mine = (await store.TakeOver(Me, [Island]))[0];
        var (commit, cut) = CommitUpToTheLastPacket(mine);
        await cut;
        proxy.FallSilent();

        await using var other = await PostgresStore.Open(journal);
        var heir = new NodeId("heir");
        await other.Join(new(heir, "heir", "boot", 1, 1, "{}"), TimeSpan.FromMinutes(5));
        await other.DeclareDead(Me, lostWorkIsSuspect: true);
        IReadOnlyList<ActorLease> taken = [];
        for (var patience = Stopwatch.StartNew(); taken.Count == 0 && patience.Elapsed < TimeSpan.FromSeconds(30);)
            taken = await other.TakeOver(heir, [Island]);
        Assert.Equal(TurnOutcome.Committed, await other.Commit(TurnOf(Assert.Single(taken)) with { TurnId = "heir" }));
        proxy.Heal();
        Assert.Equal(TurnOutcome.Fenced, await commit);
    }

    [Fact]
    public void A_silent_connection_is_given_up_within_a_stores_patience()
    {
        var settings = PostgresAddress.ForAStore("Host=there", JournalAccess.Create);
        Assert.True(TimeSpan.FromSeconds(settings.CommandTimeout + settings.Timeout + 2) < PostgresStore.Patience);
    }

    static Turn TurnOf(ActorLease owned) => new(owned.Id, owned.Seq, owned.Term, "turn", [new("Born", 1, new byte[1])]);

    /// <summary>
    /// What a process that is stopped, or a cable that is cut, between two packets of a turn leaves in the server: all of it has run,
    /// the end of its transaction never comes.
    /// </summary>
    (Task<TurnOutcome> Commit, Task Cut) CommitUpToTheLastPacket(ActorLease owned)
    {
        var cut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        proxy.CutShort = sent => sent.Length > 1000 && sent.Span.EndsWith(Sync) && cut.TrySetResult() ? sent.Length - Sync.Length : null;
        return (store.Commit(TurnOf(owned)).AsTask(), cut.Task);
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
