using LossActors.FormerPersistence.Postgres;

namespace LossActors.FormerPersistence.Tests.Postgres;

/// <summary>The server has done it, and the store never hears of it.</summary>
public sealed class LostReplyTests(PostgresServer server) : IAsyncLifetime
{
    static readonly RunId Run = new("run");
    static readonly ActorId Island = new(Run, "island/0");
    static readonly NodeId Me = new("me");
    static readonly NodeId Other = new("other");

    FaultyProxy proxy = null!;
    PostgresStore store = null!;

    public async ValueTask InitializeAsync()
    {
        var journal = await server.NewJournal();
        proxy = new(server.Port);
        store = await PostgresStore.Open($"{journal};Port={proxy.Port}");
        await store.Found(new(Run, "name", "", "", [.. Enumerable.Range(0, 40).Select(i => new NewActor($"island/{i}", "island"))]));
        await store.Join(new(Me, "me", "boot", 1, 1, "{}"), TimeSpan.FromMinutes(5));
        await store.Join(new(Other, "other", "boot", 1, 1, "{}"), TimeSpan.FromMinutes(5));
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await proxy.DisposeAsync();
    }

    [Fact]
    [Trait("guarantee", "G3")]
    [Trait("guarantee", "G6")]
    public async Task A_turn_whose_reply_is_lost_is_committed_once_and_known_to_be()
    {
        var term = (await store.TakeOver(Me, [Island]))[0].Term;
        for (var seq = 0; seq < 60; seq++)
        {
            if (seq % 3 == 0)
                proxy.CutAtNextReply();
            var turn = new Turn(Island, seq, term, $"turn {seq}", [new("Born", 1, new byte[10])])
            {
                Messages = [new("run", "M", new byte[1])],
            };
            Assert.Equal(TurnOutcome.Committed, await store.Commit(turn));
        }

        Assert.InRange(proxy.Struck, 10, 20);
        Assert.Equal(60, (await store.Mailbox(new(Run, "run"), 1000)).Count);
        var count = 0;
        await foreach (var record in store.Journal(Island))
            Assert.Equal($"turn {count++}", record.TurnId);
        Assert.Equal(60, count);
    }

    [Fact]
    public async Task An_actor_that_was_taken_over_is_not_forgotten()
    {
        for (var i = 0; i < 40; i++)
        {
            if (i % 2 == 0)
                proxy.CutAtNextReply();
            var lease = Assert.Single(await store.TakeOver(Me, [new(Run, $"island/{i}")]));
            Assert.Equal(1, lease.Term.Value);
        }

        Assert.InRange(proxy.Struck, 10, 20);
        Assert.Empty(await store.Ownerless());
    }

    [Fact]
    [Trait("guarantee", "G5")]
    public async Task Work_that_was_claimed_is_not_forgotten_and_a_result_is_told_once()
    {
        var term = (await store.TakeOver(Me, [Island]))[0].Term;
        var asks = Enumerable.Range(0, 40).Select(k => new WorkAsk(new($"{k:x64}"), "c", new byte[1], k, $"ticket:{k}")).ToArray();
        await store.Commit(new(Island, 0, term, "turn", [new("Born", 1, new byte[1])]) { Asks = asks });
        for (var k = 0; k < 40; k++)
        {
            if (k % 2 == 0)
                proxy.CutAtNextReply();
            var lease = Assert.Single(await store.Claim(Me, ["c"], 1));
            Assert.Equal($"{k:x64}", lease.Work.Value);
            if (k % 3 == 0)
                proxy.CutAtNextReply();
            Assert.NotEqual(RecordOutcome.Different, await store.Record(lease.Work, new byte[] { 1 }, new(1, Me, "cpu")));
        }

        Assert.InRange(proxy.Struck, 15, 34);
        Assert.Equal(new WorkTotals(0, 0, 40, 0, 40), await store.Totals(Run));
        Assert.Equal(asks.Select(a => a.Key), (await store.Mailbox(Island, 100)).Select(m => m.Key));
    }
}
