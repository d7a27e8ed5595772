using LossActors.Actors.Entities;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Host.Nodes;
using LossActors.Persistence.Bytes;
using LossActors.Persistence.Databases;
using LossActors.Persistence.Reading;

namespace LossActors.Cluster.Tests.Histories;

/// <summary>All that a journal holds of one run and of every evaluation, at rest: nobody writes while it is read.</summary>
sealed record RunHistory(RunId Run, IReadOnlyDictionary<string, IReadOnlyList<Written>> Journals)
{
    public IEnumerable<IslandId> Islands => Journals.Keys.Select(EntityId.Parse).OfType<IslandId>().OrderBy(i => i.Number);

    public IEnumerable<EvaluationId> Evaluations => Journals.Keys.Select(EntityId.Parse).OfType<EvaluationId>();

    public IReadOnlyList<Written> Of(EntityId entity) => Journals.GetValueOrDefault(entity.PersistenceId, []);

    public IEnumerable<T> Events<T>(EntityId entity) => Of(entity).Select(w => w.Journaled.Event).OfType<T>();

    public IEnumerable<(long Step, IslandEvent Event)> Steps(IslandId island) =>
        Of(island).Select(w => (w.Journaled.Step, (IslandEvent)w.Journaled.Event));

    /// <summary>What <c>journal --decisions</c> prints.</summary>
    public string Decisions()
    {
        var stop = Events<SearchEnded>(Run).Single().Stop;
        var lines = Islands.SelectMany(i => DecisionLog.Lines(i.Number, Steps(i), stop));
        return string.Join('\n', lines);
    }

    public static async Task<RunHistory> Read(Database database, RunId run)
    {
        var reader = new JournalReader(database, new EventBytes(NodeComposition.Codecs));
        string[] names = [run.PersistenceId, .. await reader.Entities("island"), .. await reader.Entities("evaluation")];
        var journals = new Dictionary<string, IReadOnlyList<Written>>();
        foreach (var name in names)
        {
            if (EntityId.Parse(name) is IslandId island && island.Run != run.Run) continue;
            var journal = new List<Written>();
            await foreach (var entry in reader.Events(name)) journal.Add(new(entry.Sequence, entry.Journaled));
            journals.Add(name, journal);
        }

        return new RunHistory(run, journals);
    }
}

/// <summary>A row of the journal.</summary>
sealed record Written(long Sequence, Journaled Journaled);
