using System.Collections.Concurrent;

namespace LossActors.FormerPersistence.Tests.Contract;

public abstract partial class StoreContract
{
    const int Askers = 6;
    const int Keys = 60;

    /// <summary>The journal as several processes have it open.</summary>
    protected virtual Task<IStore[]> OpenMore(int count) => Task.FromResult(Enumerable.Repeat(Store, count).ToArray());

    /// <summary>Every asker asks for every key while recorders finish them: the moment of the race is the moment of the ask.</summary>
    [Fact]
    [Trait("guarantee", "G5")]
    public async Task Under_fire_everyone_who_asked_is_told_exactly_once()
    {
        var run = new RunId("race");
        var names = Enumerable.Range(0, Askers).Select(i => $"island/{i}").ToArray();
        await Store.Found(new(run, "race", "c", "f", [.. names.Select(n => new NewActor(n, "island"))]));
        var owned = await Task.WhenAll(names.Select(n => Own(new(run, n))));
        var done = new ConcurrentDictionary<WorkId, int>();
        var stores = await OpenMore(3);
        using var asked = new CancellationTokenSource();

        var recorders = Enumerable.Range(0, 3).Select(i => Task.Run(async () =>
        {
            while (!asked.IsCancellationRequested || done.Count < Keys)
            {
                foreach (var lease in await stores[i].Claim(Me, ["c"], 2))
                {
                    if (await stores[(i + 1) % 3].Record(lease.Work, Bytes("result"), Meta) == RecordOutcome.Recorded)
                        done.AddOrUpdate(lease.Work, 1, (_, n) => n + 1);
                }

                await Task.Yield();
            }
        })).ToArray();
        var askers = owned.Select((o, i) => Task.Run(async () =>
        {
            for (var k = 0; k < Keys; k += 2)
            {
                var turn = TurnOf(o) with { Asks = [Ask(k, $"t{k}"), Ask(k + 1, $"t{k + 1}")] };
                Assert.Equal(TurnOutcome.Committed, await stores[i % 3].Commit(turn));
                o = o with { Seq = o.Seq + 1 };
            }
        })).ToArray();
        await Task.WhenAll(askers);
        await asked.CancelAsync();
        await Task.WhenAll(recorders);
        foreach (var store in stores.Where(s => s != Store))
            await store.DisposeAsync();

        Assert.Equal(Keys, done.Count);
        Assert.All(done.Values, n => Assert.Equal(1, n));
        var everyKey = Enumerable.Range(0, Keys).Select(k => $"t{k}").Order();
        foreach (var name in names)
            Assert.Equal(everyKey, (await Store.Mailbox(new(run, name), 1000)).Select(m => m.Key).Order());
    }

    [Fact]
    [Trait("guarantee", "G2")]
    [Trait("guarantee", "G4")]
    public async Task Actors_that_write_to_each_other_at_once_lose_and_repeat_nothing()
    {
        var run = new RunId("ring");
        var names = Enumerable.Range(0, 8).Select(i => $"island/{i}").ToArray();
        await Store.Found(new(run, "ring", "c", "f", [.. names.Select(n => new NewActor(n, "island"))]));
        var owned = await Task.WhenAll(names.Select(n => Own(new(run, n))));

        var consumed = await Task.WhenAll(owned.Select((o, i) => Task.Run(async () =>
        {
            var taken = new List<string>();
            for (var turn = 0; turn < 25; turn++)
            {
                var mail = await Store.Mailbox(o.Id, 3);
                var message = new OutgoingMessage(names[(i + 1) % 8], "M", Bytes($"{turn}"));
                o = await Commit(TurnOf(o, $"{turn}") with { Consumed = [.. mail.Select(m => m.Id)], Messages = [message] }, o);
                taken.AddRange(mail.Select(m => Text(m.Data)));
            }

            return taken;
        })));

        for (var i = 0; i < 8; i++)
        {
            var rest = (await Store.Mailbox(owned[i].Id, 100)).Select(m => Text(m.Data));
            Assert.Equal(Enumerable.Range(0, 25).Select(t => $"{t}"), consumed[i].Concat(rest));
            Assert.Equal(Enumerable.Range(0, 25).Select(t => $"{t}"), await JournalOf(owned[i].Id));
        }
    }
}
