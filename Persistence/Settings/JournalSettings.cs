using Akka.Configuration;
using Akka.Actor.Setup;
using Akka.Hosting;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Config;
using LossActors.Actors.Entities;
using LossActors.Persistence.Addresses;
using LossActors.Persistence.Bytes;
using LossActors.Persistence.Databases;

namespace LossActors.Persistence.Settings;

/// <summary>How an actor system keeps its events in a journal.</summary>
public static class JournalSettings
{
    /// <summary>
    /// Of runs, islands and comparisons: a write a transaction, so that a stale owner's refused write takes no innocent's with it.
    /// </summary>
    public const string Journal = "akka.persistence.journal.sql";

    /// <summary>
    /// Of evaluations, which are many: writes in batches. An innocent write that fails with a stale one is asked for again.
    /// </summary>
    public const string BatchedJournal = "akka.persistence.journal.batched";

    public const string SnapshotStore = "akka.persistence.snapshot-store.sql";

    public const string ReadJournal = "akka.persistence.query.journal.sql";

    /// <summary>Gives an actor system the journal; nothing of the address is in the configuration, which may be logged.</summary>
    public static AkkaConfigurationBuilder WithJournal(
        this AkkaConfigurationBuilder builder, Database database, params IEnumerable<IEventCodec> codecs) =>
        Setups(database, codecs)
            .Aggregate(builder.AddHocon(Hocon(database.Address.Kind), HoconAddMode.Prepend), (b, setup) => b.AddSetup(setup))
            .AddHocon(SqlPersistence.DefaultConfiguration, HoconAddMode.Append);

    /// <summary>What goes into the setup of an actor system beside <see cref="Hocon"/>.</summary>
    public static IEnumerable<Setup> Setups(Database database, params IEnumerable<IEventCodec> codecs) =>
        [new DataOptionsSetup(database.Options), new EventCodecs(codecs)];

    public static Config Hocon(JournalKind kind)
    {
        var (provider, parallelism, isolation) = kind == JournalKind.Sqlite

            // One writes at a time. By default each recovery would begin IMMEDIATE and take the one write lock.
            ? ("SQLite.MS", 1, "read-uncommitted") : ("PostgreSQL.15", 3, "unspecified");
        var common =
            $$"""
              plugin-dispatcher = "akka.persistence.dispatchers.journal"
              materializer-dispatcher = "akka.persistence.dispatchers.journal"
              provider-name = "{{provider}}"
              auto-initialize = off
              parallelism = {{parallelism}}
              read-isolation-level = {{isolation}}
              # Ten refused writes would close the whole node's journal for half a minute; a stale owner's are no fault of the database.
              circuit-breaker { max-failures = 1000000, call-timeout = 20s, reset-timeout = 1s }
              # writer_uuid is one a process, not an actor: by default later events of an actor that moved A, B, A would be dropped.
              replay-filter.mode = off
              """;
        return ConfigurationFactory.ParseString(
            $$"""
              akka.persistence {
                # Microsoft.Data.Sqlite's asynchronous calls block.
                dispatchers.journal { type = ForkJoinDispatcher, throughput = 1, dedicated-thread-pool.thread-count = 8 }
                max-concurrent-recoveries = 50
                journal {
                  plugin = "{{Journal}}"
                  sql {
                    class = "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql"
                    plugin-id = "{{Journal}}"
                    batch-size = 1
                    {{common}}
                  }
                  batched {
                    class = "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql"
                    plugin-id = "{{BatchedJournal}}"
                    batch-size = 100
                    {{common}}
                  }
                }
                snapshot-store {
                  plugin = "{{SnapshotStore}}"
                  sql {
                    class = "Akka.Persistence.Sql.Snapshot.SqlSnapshotStore, Akka.Persistence.Sql"
                    plugin-id = "{{SnapshotStore}}"
                    {{common}}
                  }
                }
                query.journal.sql {
                  class = "Akka.Persistence.Sql.Query.SqlReadJournalProvider, Akka.Persistence.Sql"
                  plugin-id = "{{ReadJournal}}"
                  write-plugin = "{{Journal}}"
                  provider-name = "{{provider}}"
                  parallelism = {{parallelism}}
                  read-isolation-level = {{isolation}}
                }
              }
              """).WithFallback(Serializers.Hocon);
    }
}
