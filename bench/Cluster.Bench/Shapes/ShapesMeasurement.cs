using Akka.Actor;
using LossActors.Actors.Devices;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Persistence.Settings;

namespace LossActors.Cluster.Bench.Shapes;

/// <summary>
/// The real run, islands, dispatcher and device in one actor system without a cluster, with evaluations of either shape: an entity a key,
/// or sixteen that hold many keys.
/// </summary>
static class ShapesMeasurement
{
    static readonly Incarnation Process = new("bench");

    public static async Task Of(BenchOptions options, BenchJournal journal)
    {
        var system = BenchSystem.Create(journal.Database, EvaluationShelf.Codec);
        var times = new LaneTimes(options.Job);
        var regions = new LocalRegions();
        var dispatcher = system.ActorOf(DispatcherActor.Props(TimeProvider.System), "dispatcher");
        var few = Shell(regions, dispatcher, many: false);
        var many = Shell(regions, dispatcher, many: true);
        var entities = system.ActorOf(Props.Create(() => new LocalRegion(id => Entity(id, few, many))), "entities");
        var shelves = options.Shelves ? system.ActorOf(Props.Create(() => new ShelfRegion(many)), "shelves") : entities;
        regions.Where = id => id is EvaluationId ? shelves : entities;
        system.ActorOf(DeviceActor.Props(
            new DeviceOptions
            {
                Name = "card", Node = "machine", Process = Process, Lanes = options.Lanes, ArithmeticClass = "bench",
                IsIsolated = !options.Inside,
            },
            report => new WaitingLanes(options.Job, times, report), regions, dispatcher, () => true, TimeProvider.System));
        var search = await Search.Of(options);
        await entities.Ask<RunFounded>(new Addressed(search.Id, search.Founding), TimeSpan.FromMinutes(2));
        await Window.Measure(options.Shelves ? "16 shelves" : "an entity a key", options, journal, times);
        await system.Terminate();
    }

    static EntityShell Shell(LocalRegions regions, IActorRef dispatcher, bool many) => new()
    {
        Process = Process, Node = "machine", Regions = regions, Dispatcher = dispatcher, IsGone = (_, _) => false, Passivate = new Rest(),
        SnapshotEvery = many ? 0 : 512, JournalPlugin = many ? JournalSettings.BatchedJournal : JournalSettings.Journal,
    };

    static Props Entity(EntityId id, EntityShell few, EntityShell many) => id switch
    {
        RunId run => EntityActor.Props(few, id, world => new RunEntity(run, new RunLogic(), world)),
        IslandId island => EntityActor.Props(
            few, id, world => new IslandEntity(island, new IslandLogic(island.Run, new GeneticBreeder()), world)),
        EvaluationId evaluation => EntityActor.Props(
            many, id, world => new EvaluationEntity(evaluation, new EvaluationLogic(evaluation.Key), world)),
        _ => throw new ArgumentOutOfRangeException(nameof(id)),
    };
}
