using System.Diagnostics;
using System.Text;

namespace LossActors.FormerPersistence.Bench;

/// <summary>How long an actor with a long history takes to come back.</summary>
static class Recovery
{
    static readonly byte[] Event = Encoding.UTF8.GetBytes(new string('e', 300));

    public static async Task<ActorId> Write(IStore store, int events, int every)
    {
        var actor = new ActorId(new(Guid.NewGuid().ToString("N")), "island/0");
        var node = new NodeId(Guid.NewGuid().ToString("N"));
        await store.Found(new(actor.Run, actor.Run.Value, "", "", [new(actor.Name, "island")]));
        await store.Join(new(node, "bench", "boot", 1, 1, "{}"), TimeSpan.FromHours(1));
        var term = (await store.TakeOver(node, [actor]))[0].Term;
        var page = Enumerable.Repeat(new NewEvent("Born", 1, Event), every).ToArray();
        for (var seq = 0L; seq < events; seq += every)
        {
            await store.Commit(new(actor, seq, term, Guid.NewGuid().ToString("N"), page));
            if (seq + every < events)
                await store.SaveSnapshot(new(actor, seq + every, term, 1, new byte[50_000]));
        }

        return actor;
    }

    public static async Task<(TimeSpan Cold, TimeSpan Warm, int Tail)> Measure(IStore store, ActorId actor)
    {
        var clock = Stopwatch.StartNew();
        await Count(store, actor, 0);
        var cold = clock.Elapsed;
        clock.Restart();
        var tail = 0;
        await foreach (var snapshot in store.Snapshots(actor))
        {
            tail = await Count(store, actor, snapshot.Seq);
            break;
        }

        return (cold, clock.Elapsed, tail);
    }

    static async Task<int> Count(IStore store, ActorId actor, long after)
    {
        var count = 0;
        await foreach (var _ in store.Journal(actor, after))
            count++;
        return count;
    }
}
