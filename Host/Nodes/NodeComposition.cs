using Akka.Cluster.Hosting;
using Akka.Cluster.Sharding;
using Akka.Configuration;
using Akka.Event;
using Akka.Hosting;
using Akka.Logger.Serilog;
using Akka.Pattern;
using LossActors.Actors.Comparisons;
using LossActors.Actors.Devices;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Persistence.Nodes;
using LossActors.Persistence.Settings;

namespace LossActors.Host.Nodes;

/// <summary>All wiring of a node's actor system: which actors there are, where they live, how they find each other.</summary>
static class NodeComposition
{
    /// <summary>Nodes that take actors.</summary>
    const string Actors = "actors";

    /// <summary>Shards: enough for every node to have some, few enough to be started in a moment.</summary>
    const int FewShards = 10, ManyShards = 40;

    /// <summary>Nodes that have this version of the islands' decisions.</summary>
    static readonly string Version = $"v{IslandPlan.CurrentDecisionVersion}";

    public static IReadOnlyList<IEventCodec> Codecs { get; } =
        [RunJson.Events, IslandJson.Events, ComparisonJson.Events, EvaluationJson.Events];

    public static void Compose(AkkaConfigurationBuilder akka, NodeOptions options, NodeLife life)
    {
        akka
            .ConfigureLoggers(loggers =>
            {
                loggers.ClearLoggers();
                loggers.AddLogger<SerilogLogger>();
            })
            .AddHocon(ClusterSettings.Hocon(options.Host, options.Port, options.PublicHost), HoconAddMode.Prepend)
            .AddHocon(options.Akka, HoconAddMode.Prepend)
            .AddHocon(ClusterSettings.Binding, HoconAddMode.Prepend)
            .WithJournal(options.Journal, Codecs)
            .AddSetup(life.Setup)
            .AddSetup(life.Tls)
            .AddSetup(new LogFilterSetup([new StrangersLog(TimeProvider.System)]))
            .AddHocon(Roles(options), HoconAddMode.Prepend);
        // First, since entities tell it what they want.
        Dispatcher(akka, options);
        Host<RunEntity>(
            akka, options, life, "run", Actors, FewShards, remembered: true,
            (id, world) => new RunEntity((RunId)id, new RunLogic(), world));
        Host<ComparisonEntity>(
            akka, options, life, "comparison", Actors, FewShards, remembered: true,
            (id, world) => new ComparisonEntity((ComparisonId)id, new ComparisonLogic(), world));
        Host<IslandEntity>(
            akka, options, life, $"island-{Version}", Version, ManyShards, remembered: false,
            (id, world) => new IslandEntity((IslandId)id, new IslandLogic(((IslandId)id).Run, new GeneticBreeder()), world));
        Host<EvaluationEntity>(
            akka, options, life, "evaluation", Actors, ManyShards, remembered: false,
            (id, world) => new EvaluationEntity(
                (EvaluationId)id, new EvaluationLogic(((EvaluationId)id).Key, options.AuditEvery), world));
    }

    static void Host<TEntity>(
        AkkaConfigurationBuilder akka, NodeOptions options, NodeLife life, string type, string role, int shards, bool remembered,
        Func<EntityId, IEntityWorld, IEntity> create)
    {
        if (!options.HostsActors)
        {
            akka.WithShardRegionProxy<TEntity>(type, role, new ByEntity(shards));
            return;
        }

        var many = typeof(TEntity) == typeof(EvaluationEntity);
        akka.WithShardRegion<TEntity>(
            type,
            (system, registry, _) =>
            {
                var shell = life.Shell(system, registry, many);
                return name =>
                {
                    var id = EntityId.Parse(name) ?? throw new ArgumentException($"'{name}' is no entity's name.", nameof(name));
                    return EntityActor.Props(shell, id, world => create(id, world));
                };
            },
            new ByEntity(shards),
            new ShardOptions
            {
                Role = role,
                StateStoreMode = StateStoreMode.DData,
                RememberEntities = remembered,
                RememberEntitiesStore = RememberEntitiesStore.Eventsourced,
                ShouldPassivateIdleEntities = false,
                HandOffStopMessage = EndLife.Instance,
            });
    }

    static void Dispatcher(AkkaConfigurationBuilder akka, NodeOptions options)
    {
        const string name = "dispatcher";
        var role = new ClusterSingletonOptions { Role = Actors };
        if (!options.HostsActors)
        {
            akka.WithSingletonProxy<Dispatcher>(name, role);
            return;
        }

        // A singleton's child that stops would stay dead.
        var kept = BackoffSupervisor.Props(Backoff.OnStop(
            DispatcherActor.Props(TimeProvider.System), name, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(2), 0.2, -1));
        akka.WithSingleton<Dispatcher>(name, kept, role);
    }

    static Config Roles(NodeOptions options) => ConfigurationFactory.ParseString(
        $"akka.cluster.roles = [{(options.HostsActors ? $"{Actors}, {Version}" : "devices")}]");
}
