using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using LossActors.Actors.Entities;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Persistence.Settings;

namespace LossActors.Cluster.Bench;

/// <summary>How long an island with a long journal takes from its first message to its first answer, with and without snapshots.</summary>
static class RecoveryMeasurement
{
    static readonly IslandId Id = new("bench", 0);

    public static async Task Of(BenchOptions options, BenchJournal journal)
    {
        var search = await Search.Of(options);
        var plan = search.Founding.Plan.Islands with { Island = 0, Islands = 1, Births = int.MaxValue, ArithmeticClass = "bench" };
        var took = Stopwatch.GetTimestamp();
        await journal.Write(Life(plan, options.Events));
        Console.Error.WriteLine($"{options.Events} events were written in {Stopwatch.GetElapsedTime(took).TotalSeconds:F0} s");
        var bytes = await journal.Ask<long>("SELECT sum(length(message)) FROM journal");
        Console.WriteLine($"{journal.Kind}: {options.Events} events, {bytes / options.Events} bytes each");
        await Recover(journal, plan, "no snapshot", snapshotEvery: 0);
        await Recover(journal, plan, "whole journal, and a snapshot at the end", snapshotEvery: 512);
        Console.WriteLine($"snapshot: {await journal.Ask<long>("SELECT coalesce(max(length(snapshot)), 0) FROM snapshot") >> 10} KiB");
        await Recover(journal, plan, "newest snapshot", snapshotEvery: 512);
        await Recover(journal, plan, "newest snapshot, again", snapshotEvery: 512);
    }

    static async Task Recover(BenchJournal journal, IslandPlan plan, string how, int snapshotEvery)
    {
        var system = BenchSystem.Create(journal.Database);
        await Warm(system);
        var (from, spent) = (Stopwatch.GetTimestamp(), ProcessorTime.Now(await journal.Postmaster()));
        var island = system.ActorOf(EntityActor.Props(
            Shell(snapshotEvery), Id, world => new IslandEntity(Id, new IslandLogic(Id.Run, new PlainBreeder()), world)));
        var progress = await island.Ask<IslandProgress>(new Pull(1, Go: false, null), TimeSpan.FromMinutes(5));
        var seconds = Stopwatch.GetElapsedTime(from).TotalSeconds;
        spent = ProcessorTime.Now(await journal.Postmaster()) - spent;
        Console.WriteLine(
            $"{how}: {seconds:F2} s by the wall, {spent.Nodes:F2} + {spent.Postgres:F2} s of cores, through birth {progress.Through}");
        island.Tell(EndLife.Instance);
        if (snapshotEvery > 0) await Task.Delay(TimeSpan.FromSeconds(10));
        await system.Terminate();
    }

    static EntityShell Shell(int snapshotEvery) => new()
    {
        Process = new Incarnation("bench"), Node = "machine", Regions = new Nowhere(), Dispatcher = ActorRefs.Nobody,
        IsGone = (_, _) => false, Passivate = new object(), SnapshotEvery = snapshotEvery, JournalPlugin = JournalSettings.Journal,
    };

    /// <summary>The plugin's first query costs what is no part of a recovery.</summary>
    static async Task Warm(ActorSystem system)
    {
        var none = new RunId("none");
        system.ActorOf(EntityActor.Props(Shell(snapshotEvery: 0), none, world => new RunEntity(none, new RunLogic(), world)));
        await Task.Delay(TimeSpan.FromSeconds(2));
    }

    /// <summary>An island's steps, decided as always; only its losses are not bred.</summary>
    static IEnumerable<(string, long, Journaled)> Life(IslandPlan plan, int events)
    {
        var logic = new IslandLogic(Id.Run, new PlainBreeder());
        var (state, step, number) = (logic.Initial, 0L, 0L);
        Input input = new Founding(plan, []);
        while (number < events)
        {
            var decision = logic.Decide(state, input);
            step++;
            foreach (var happened in decision.Events)
            {
                state = logic.Apply(state, happened);
                yield return (Id.PersistenceId, ++number, new Journaled(happened, step, new Incarnation("bench"), "machine", null));
            }

            var (ticket, open) = state.Open.First();
            input = new ResultTaken(ticket, WaitingLanes.Result(open.Before.Genome), new Cost($"{ticket}", 1, "run/bench", "card"));
        }
    }

    sealed class Nowhere : IEntityRegions
    {
        public IActorRef Of(EntityId entity) => ActorRefs.Nobody;
    }

    /// <summary>Losses of the usual size and with the usual keys, that cost nothing to make.</summary>
    sealed class PlainBreeder : IBreeder
    {
        public Offspring Breed(IslandPlan plan, int birth, ImmutableSortedSet<Individual> population, Func<string, bool> isTaken)
        {
            var genome = $"soft_ascent(0.1, 1)[-y*log(p) + {birth}*p*sin(z) - exp(cos(p*y))]";
            return new Offspring(
                genome, "mutated", [new Origin(0, Math.Max(0, birth - 1)), new Origin(0, Math.Max(0, birth - 2))], 12, 1.5,
                [genome, $"a{birth:x15}", $"b{birth:x15}"], ImmutableSortedDictionary<string, int>.Empty);
        }
    }
}
