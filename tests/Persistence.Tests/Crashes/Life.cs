using System.Collections.Immutable;
using Akka.Actor;
using LossActors.Actors.Devices;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Actors.Tests.Scripted;
using LossActors.Learning.Training;
using LossActors.Persistence.Settings;

namespace LossActors.Persistence.Tests.Crashes;

/// <summary>
/// All actors of one life of a process that hosts a run: the run as it is, its islands and evaluations, dispatcher and device. Its lanes
/// know each result beforehand. Acts as the shards do: entities come to life by a message, and again by the next one when they have ended.
/// </summary>
sealed class Life : ReceiveActor
{
    static int lives;

    public Life(Faults faults)
    {
        var time = new HurriedTime();
        var process = new Incarnation($"life-{Interlocked.Increment(ref lives)}");
        var (regions, dispatcher) = (new OneRegion(Self), Context.ActorOf(DispatcherActor.Props(time)));
        var shell = new EntityShell
        {
            Process = process, Node = "n", Regions = regions, Dispatcher = dispatcher, IsGone = (other, _) => other != process,
            Passivate = new Rests(), JournalPlugin = JournalSettings.Journal, SnapshotEvery = 8, Time = time,
        };
        var device = new DeviceOptions { Name = "cpu", Node = "n", Process = process, Lanes = 2, ArithmeticClass = Plans.Arithmetic };
        Context.ActorOf(DeviceActor.Props(device, report => new ScriptedLanes(report), regions, dispatcher, () => true, time));
        var living = new Dictionary<EntityId, IActorRef>();
        Receive<Addressed>(message =>
        {
            if (!living.TryGetValue(message.To, out var entity))
                living[message.To] = entity = Context.Watch(Context.ActorOf(PropsOf(shell, message.To)));
            entity.Forward(message.Message);
        });
        Receive<EntityStandsStill>(still => faults.Complain($"{still.Entity}: {still.Reason}"));
        Context.System.EventStream.Subscribe(Self, typeof(EntityStandsStill));
        Receive<Rests>(_ => Sender.Tell(EndLife.Instance));
        Receive<Terminated>(ended => living.Remove(living.First(l => l.Value.Equals(ended.ActorRef)).Key));
    }

    /// <summary>Works for a run until it ends or the process does.</summary>
    /// <returns>Whether the run ended.</returns>
    public static async Task<bool> Lead(ActorSystem system, RunPlan plan, Faults faults)
    {
        system.Settings.Setup.Get<FaultSetup>().Value.Now = faults;
#pragma warning disable AK1008 // Called by a test, not by an actor.
        var life = system.ActorOf(Props.Create(() => new Life(faults)));
#pragma warning restore AK1008
        var founding = new FoundRun(plan, "{}", ImmutableSortedDictionary<int, ImmutableArray<RepeatedSteer>>.Empty);
        for (var patience = 0; !faults.Ended.IsCompleted; patience++)
        {
            Assert.True(patience < 300, $"The run stands still after {faults.Writes} writes. {faults.Complaint}");
            life.Tell(new Addressed(new RunId(plan.Name), founding));
            await Task.WhenAny(faults.Ended, Task.Delay(100));
        }

        await life.GracefulStop(TimeSpan.FromSeconds(30));
        faults.NobodyHears();
        return await faults.Ended;
    }

    static Props PropsOf(EntityShell shell, EntityId id) => EntityActor.Props(
        id is EvaluationId ? shell with { JournalPlugin = JournalSettings.BatchedJournal, SnapshotEvery = 0 } : shell,
        id,
        world => id switch
        {
            RunId run => new RunEntity(run, new RunLogic(), world),
            IslandId island => new IslandEntity(island, new IslandLogic(island.Run, new GeneticBreeder()), world),
            EvaluationId evaluation => new EvaluationEntity(evaluation, new EvaluationLogic(evaluation.Key, auditEvery: 0), world),
            _ => throw new ArgumentOutOfRangeException(nameof(id)),
        });

    sealed record Rests;

    sealed class OneRegion(IActorRef self) : IEntityRegions
    {
        public IActorRef Of(EntityId entity) => self;
    }

    sealed class ScriptedLanes(Action<LaneOutcome> report) : ILanes
    {
        static readonly ScriptedResults Results = new();

        public void Start(EvaluationKey key, EvaluationRequest request, bool alone) => report(
            new TrainingEnded(key, new CanonicalJson(Results.ResultOf(key, request.Purpose is Proof).ToJson()), 1));

        public void Cancel(EvaluationKey key)
        {
        }

        public void Dispose()
        {
        }
    }

    sealed class HurriedTime : TimeProvider
    {
        public override long TimestampFrequency => base.TimestampFrequency / HurriedScheduler.Haste;
    }
}
