using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Persistence.Sql;
using LossActors.Persistence.Bytes;
using LossActors.Persistence.Databases;
using LossActors.Persistence.Settings;
using LossActors.Persistence.Tests.Bytes;

namespace LossActors.Persistence.Tests;

/// <summary>Actor systems with the real settings.</summary>
static class TestSystems
{
    const string Quiet = "akka { loglevel = WARNING, stdout-loglevel = WARNING, log-dead-letters = off }";

    public static ActorSystem Create(Config hocon, params IEnumerable<Setup> setups) => ActorSystem.Create("test", ActorSystemSetup.Create(
        [
            BootstrapSetup.Create().WithConfig(hocon.WithFallback(Serializers.Hocon).WithFallback(Parse(Quiet))),
            new EventCodecs(TestEvents.Codec), .. setups,
        ]));

    public static ActorSystem With(Database database, string hocon = "") => ActorSystem.Create("test", ActorSystemSetup.Create(
        [
            BootstrapSetup.Create().WithConfig(
                Parse(hocon).WithFallback(JournalSettings.Hocon(database.Address.Kind)).WithFallback(Parse(Quiet))
                    .WithFallback(SqlPersistence.DefaultConfiguration)),
            .. JournalSettings.Setups(database, TestEvents.Codec),
        ]));

    static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon);
}
