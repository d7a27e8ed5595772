using LossActors.Actors.Entities;
using LossActors.Actors.Islands;
using LossActors.Persistence.Reading;

namespace LossActors.Persistence.Views;

/// <summary>One island of a <see cref="RunView"/>.</summary>
/// <param name="asker">Persistence id of its run.</param>
/// <param name="counted">Shared by the islands of the run.</param>
public sealed class IslandView(IslandId id, string asker, HashSet<string> counted)
{
    readonly SortedDictionary<int, Born> births = [];
    readonly SortedDictionary<string, int> redrawn = new(StringComparer.Ordinal);
    long sequence;

    public IslandState State { get; private set; } = IslandState.Initial;

    public IReadOnlyDictionary<int, Born> Births => births;

    /// <summary>Tries at a birth that were dropped, by reason.</summary>
    public IReadOnlyDictionary<string, int> Redrawn => redrawn;

    /// <summary>Results taken, divergences included.</summary>
    public int Results { get; private set; }

    public int Migrants { get; private set; }

    public Costs Costs { get; private set; }

    /// <summary>The best loss of the hall of fame.</summary>
    public Individual? Best => State.Hall.Values.Order(Individual.Order).FirstOrDefault();

    internal async Task Refresh(JournalReader journal)
    {
        await foreach (var entry in journal.Events(id.PersistenceId, sequence).ConfigureAwait(false))
        {
            var happened = (IslandEvent)entry.Journaled.Event;
            State = IslandFold.Apply(State, happened);
            sequence = entry.Sequence;
            Costs += Costs.Of(entry, asker, counted);
            Note(happened);
        }
    }

    void Note(IslandEvent happened)
    {
        switch (happened)
        {
            case Born born:
                births.Add(born.Birth, born);
                foreach (var (reason, count) in born.Redrawn) redrawn[reason] = redrawn.GetValueOrDefault(reason) + count;
                break;
            case Scored:
                Results++;
                break;
            case WaveTaken taken:
                Migrants += taken.Migrants.Length;
                break;
        }
    }
}
