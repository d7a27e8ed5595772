using System.Diagnostics;
using Akka.Actor;
using Akka.Persistence;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Persistence.Settings;

namespace LossActors.Cluster.Bench;

/// <summary>Writes a second of actors that each wait for a write before the next.</summary>
static class PersistsMeasurement
{
    public static async Task Of(BenchOptions options, BenchJournal journal)
    {
        var system = BenchSystem.Create(journal.Database);
        var postmaster = await journal.Postmaster();
        (string Name, string Plugin)[] plugins =
            [("runs, islands (batch-size 1)", JournalSettings.Journal), ("evaluations (batch-size 100)", JournalSettings.BatchedJournal)];
        foreach (var (name, plugin) in plugins)
        foreach (var (actors, events) in new[] { (8, 1), (1, 1), (8, 1), (64, 1), (1, 100), (8, 100) })
        {
            var counter = new Counter();
            var all = Enumerable.Range(0, actors).Select(i => system.ActorOf(Props.Create(
                () => new Writer($"evaluation/{Guid.NewGuid():N}", plugin, events, counter)))).ToList();
            foreach (var actor in all) actor.Tell(new Next());
            await Task.Delay(TimeSpan.FromSeconds(1));
            var (before, spent, from) = (counter.Events, ProcessorTime.Now(postmaster), Stopwatch.GetTimestamp());
            await Task.Delay(options.Time);
            var seconds = Stopwatch.GetElapsedTime(from).TotalSeconds;
            spent = ProcessorTime.Now(postmaster) - spent;
            var written = (double)(counter.Events - before);
            Console.WriteLine(
                $"{journal.Kind} | {name} | {actors} actors | {events} an event step | {written / seconds:F0} events/s | "
                + $"{written / events / seconds:F0} persists/s | cores {spent.Nodes / seconds:F2} + {spent.Postgres / seconds:F2}, "
                + $"others {(spent.Machine - spent.Nodes - spent.Postgres) / seconds:F2} | "
                + $"{(spent.Nodes + spent.Postgres) * 1000 / (written / events):F2} ms a persist");
            await Task.WhenAll(all.Select(a => a.GracefulStop(TimeSpan.FromSeconds(10))));
        }

        await system.Terminate();
    }

    sealed class Counter
    {
        long events;

        public long Events => Interlocked.Read(ref events);

        public void Add(int count) => Interlocked.Add(ref events, count);
    }

    sealed record Next;

    sealed class Writer : ReceivePersistentActor
    {
        static readonly Done Event = new(WaitingLanes.Result("-y*log(p)"), new Cost(new string('0', 64), 1, "run/bench", "card"));

        public Writer(string id, string plugin, int events, Counter counter)
        {
            (PersistenceId, JournalPluginId) = (id, plugin);
            Recover<object>(_ => { });
            Command<Next>(_ =>
            {
                var left = events;
                PersistAll(
                    Enumerable.Range(0, events).Select(_ => new Journaled(Event, 1, new Incarnation("bench"), "machine", null)),
                    _ =>
                    {
                        if (--left > 0) return;
                        counter.Add(events);
                        Self.Tell(new Next());
                    });
            });
        }

        public override string PersistenceId { get; }

        public override Recovery Recovery => new(SnapshotSelectionCriteria.None);
    }
}
