using System.Text;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Persistence.Sql;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Actors.Tests.Scripted;
using LossActors.Persistence.Addresses;
using LossActors.Persistence.Bytes;
using LossActors.Persistence.Databases;
using LossActors.Persistence.Reading;
using LossActors.Persistence.Settings;

namespace LossActors.Persistence.Tests.Crashes;

/// <summary>A process that ends at its N-th write, for every N, changes no decision of the run that it worked for.</summary>
[Trait("guarantee", "G6"), Trait("guarantee", "G8")]
public sealed class CrashTests(ITestOutputHelper output) : IDisposable
{
    static readonly RunPlan Plan = Plans.Run with
    {
        TunedRates = [],
        Islands = Plans.Run.Islands with { Islands = 2, Births = 5, Population = 2, Window = 1, Every = 2, Lag = 1, Elites = 1 },
        Proof = Plans.Run.Proof with { Finalists = 2, SelectionDraws = 1, Draws = 1, Rates = [0.01], Baselines = [] },
    };

    static readonly IEventCodec[] Codecs = [RunJson.Events, IslandJson.Events, EvaluationJson.Events];

    static readonly string Settings =
        $$"""
          akka {
            loglevel = OFF
            stdout-loglevel = OFF
            scheduler.implementation = "{{typeof(HurriedScheduler).AssemblyQualifiedName}}"
            persistence {
              # The database knows nothing of the haste.
              journal.sql { class = "{{typeof(FaultyJournal).AssemblyQualifiedName}}" }
              journal.sql { circuit-breaker.call-timeout = 1h, recovery-event-timeout = 1h }
              journal.batched { class = "{{typeof(FaultyJournal).AssemblyQualifiedName}}" }
              journal.batched { circuit-breaker.call-timeout = 1h, recovery-event-timeout = 1h }
              snapshot-store.sql.circuit-breaker.call-timeout = 1h
            }
          }
          """;

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_process_that_writes_once_more_before_each_crash_decides_as_one_that_never_crashes() =>
        await AsUndisturbed(life => write => write == life ? Fault.CrashBefore : Fault.None);

    [Fact]
    public async Task Writes_that_are_on_record_though_all_replies_are_lost_are_found_and_none_is_made_twice() =>
        await AsUndisturbed(_ => _ => Fault.ReplyLost);

    /// <param name="plan">What becomes of the writes of each life, counted from 1.</param>
    async Task AsUndisturbed(Func<int, Func<int, Fault>> plan)
    {
        await using var calm = await Open("calm");
        using var undisturbed = New(calm);
        Assert.True(await Life.Lead(undisturbed, Plan, new Faults(_ => Fault.None)));
        await using var journal = await Open("crashing");
        using var system = New(journal);
        var lives = 1;
        while (!await Life.Lead(system, Plan, new Faults(plan(lives)))) lives++;

        output.WriteLine($"{lives} lives");
        Assert.Equal(await Decisions(calm), await Decisions(journal));
        await EachEvaluationOnce(journal);
    }

    async Task<Database> Open(string name) => await Database.Open(JournalAddress.Parse($"sqlite:{folder.File($"{name}.db")}"));

    /// <summary>The real journal with faults, in hurried time.</summary>
    static ActorSystem New(Database database) => ActorSystem.Create("crashes", ActorSystemSetup.Create(
        [
            BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString(Settings)
                .WithFallback(JournalSettings.Hocon(database.Address.Kind)).WithFallback(SqlPersistence.DefaultConfiguration)),
            new FaultSetup(), .. JournalSettings.Setups(database, Codecs),
        ]));

    static JournalReader Reader(Database journal) =>
        new(journal, new EventBytes(Codecs));

    static async Task<string> Decisions(Database journal)
    {
        var text = new StringBuilder();
        for (var island = 0; island < Plan.Islands.Islands; island++)
        {
            var events = new List<(long, IslandEvent)>();
            await foreach (var entry in Reader(journal).Events(new IslandId(Plan.Name, island).PersistenceId))
                events.Add((entry.Journaled.Step, (IslandEvent)entry.Journaled.Event));
            text.AppendJoin('\n', DecisionLog.Lines(island, events, stop: null)).AppendLine();
        }

        await foreach (var entry in Reader(journal).Events(new RunId(Plan.Name).PersistenceId))
            if (entry.Journaled.Event is SearchEnded or FinalistsRanked or RunEnded)
                text.AppendLine(Encoding.UTF8.GetString(RunJson.Events.Write(entry.Journaled.Event)));
        Assert.Contains("Born", text.ToString(), StringComparison.Ordinal);
        return text.ToString();
    }

    static async Task EachEvaluationOnce(Database journal)
    {
        foreach (var id in await Reader(journal).Entities("evaluation"))
        {
            var types = new List<string>();
            await foreach (var entry in Reader(journal).Events(id)) types.Add(entry.Type);
            Assert.Single(types, nameof(Done));
            Assert.DoesNotContain(nameof(Nondeterministic), types);
        }
    }
}
