using System.Diagnostics;
using System.Text;

namespace LossActors.FormerPersistence.Bench;

/// <summary>
/// What an island does: a turn consumes one mailbox row, has two events, sends one message (which is the next turn's row), and asks for
/// one evaluation.
/// </summary>
static class Turns
{
    static readonly byte[] Event = Encoding.UTF8.GetBytes(new string('e', 300));
    static readonly byte[] Request = Encoding.UTF8.GetBytes(new string('r', 400));

    public static async Task<(double PerSecond, double P50, double P99)> Measure(IStore store, int callers, TimeSpan time)
    {
        var run = new RunId(Guid.NewGuid().ToString("N"));
        var node = new NodeId(Guid.NewGuid().ToString("N"));
        var actors = Enumerable.Range(0, callers).Select(i => new ActorId(run, $"island/{i}")).ToArray();
        await store.Found(new(run, run.Value, "", "", [.. actors.Select(a => new NewActor(a.Name, "island"))]));
        await store.Join(new(node, "bench", "boot", 1, 1, "{}"), TimeSpan.FromHours(1));
        var leases = await store.TakeOver(node, actors);
        foreach (var actor in actors)
            await store.Post(actor, "first", "M", Event);

        var clock = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(leases.Select(lease => Task.Run(() => Live(store, lease, clock, time))));
        var took = clock.Elapsed;
        var all = latencies.SelectMany(l => l).Order().ToArray();
        await store.SetRunState(run, RunState.Ended);
        return (all.Length / took.TotalSeconds, all[all.Length / 2], all[(int)(all.Length * 0.99)]);
    }

    static async Task<List<double>> Live(IStore store, ActorLease lease, Stopwatch clock, TimeSpan time)
    {
        var latencies = new List<double>();
        for (var seq = lease.Seq; clock.Elapsed < time; seq += 2)
        {
            var mail = await store.Mailbox(lease.Id, 1);
            var turn = new Turn(lease.Id, seq, lease.Term, Guid.NewGuid().ToString("N"), [new("Scored", 1, Event), new("Born", 1, Event)])
            {
                Consumed = [mail[0].Id],
                Messages = [new(lease.Id.Name, "M", Event)],
                Asks = [new(new($"{lease.Id}/{seq}"), "class", Request, seq, $"ticket:{seq}")],
            };
            var start = Stopwatch.GetTimestamp();
            if (await store.Commit(turn) != TurnOutcome.Committed)
                throw new InvalidOperationException("A turn did not commit.");
            latencies.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return latencies;
    }
}
