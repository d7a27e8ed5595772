using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Persistence.Sql;
using LossActors.Actors.Entities;
using LossActors.Host.Nodes;
using LossActors.Persistence.Databases;
using LossActors.Persistence.Settings;

namespace LossActors.Cluster.Bench;

/// <summary>An actor system with the product's journal and without a cluster.</summary>
static class BenchSystem
{
    const string Quiet = "akka { loglevel = ERROR, stdout-loglevel = ERROR, log-dead-letters = off }";

    public static ActorSystem Create(Database database, params IEnumerable<IEventCodec> more) =>
        ActorSystem.Create("bench", ActorSystemSetup.Create(
        [
            BootstrapSetup.Create().WithConfig(
                ConfigurationFactory.ParseString(Quiet).WithFallback(JournalSettings.Hocon(database.Address.Kind))
                    .WithFallback(SqlPersistence.DefaultConfiguration)),
            .. JournalSettings.Setups(database, [.. NodeComposition.Codecs, .. more]),
        ]));
}
