using System.Collections.Immutable;
using LossActors.Actors.Entities;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Actors.Trials;
using LossActors.Persistence.Reading;

namespace LossActors.Persistence.Views;

/// <summary>
/// A run as its journals tell it, for people to look at: reads what has come since the last look and disturbs nobody.
/// Not safe for several threads.
/// </summary>
public sealed class RunView(JournalReader journal, RunId id) : TrialView
{
    readonly RunLogic logic = new();
    readonly SortedDictionary<int, IslandView> islands = [];
    long sequence;

    public override EntityId Id => id;

    public override string Name => id.Run;

    public RunState State { get; private set; } = RunState.Initial;

    public IReadOnlyDictionary<int, IslandView> Islands => islands;

    /// <summary>All islands' halls of fame as one: the best loss of each complexity where no simpler one is as good.</summary>
    public ImmutableSortedDictionary<int, Individual> Hall => islands.Values.SelectMany(i => i.State.Hall.Values)
        .Aggregate(ImmutableSortedDictionary<int, Individual>.Empty, HallOfFame.Admit);

    /// <summary>The best loss of all halls of fame: of every island's the best alone need be looked at.</summary>
    public Individual? BestOfHalls => islands.Values.Select(i => i.Best).OfType<Individual>().Order(Individual.Order).FirstOrDefault();

    public override string Config => State.Config;

    protected override ITrialState Trials => State;

    public override Costs Costs => islands.Values.Aggregate(Own, (sum, island) => sum + island.Costs);

    public override async Task Glance()
    {
        await foreach (var entry in journal.Events(id.PersistenceId, sequence).ConfigureAwait(false))
        {
            State = logic.Apply(State, (RunEvent)entry.Journaled.Event);
            sequence = entry.Sequence;
            Count(entry);
        }
    }

    public override async Task Refresh()
    {
        await Glance().ConfigureAwait(false);
        if (!State.IslandsFounded) return;
        for (var i = 0; i < State.Plan!.Islands.Islands; i++)
        {
            if (!islands.TryGetValue(i, out var view))
                islands[i] = view = new IslandView(new IslandId(id.Run, i), id.PersistenceId, Counted);
            await view.Refresh(journal).ConfigureAwait(false);
        }
    }

    /// <summary>Longest chain of parents behind a loss: 0 for a founder.</summary>
    public int LineageDepth(Origin of)
    {
        var depths = new Dictionary<Origin, int>();
        // A parent's birth comes before its child's decision, but birth numbers of two islands do not compare: walk, do not sort.
        var path = new Stack<Origin>([of]);
        while (path.TryPeek(out var at))
        {
            var parents = Birth(at)?.Parents ?? [];
            var unknown = parents.Where(p => !depths.ContainsKey(p)).ToList();
            foreach (var parent in unknown) path.Push(parent);
            if (unknown.Count > 0) continue;
            depths[at] = parents.IsEmpty ? 0 : 1 + parents.Max(p => depths[p]);
            path.Pop();
        }

        return depths[of];
    }

    /// <summary>
    /// The wave that an island cannot go on without and the islands that have yet to publish it; null where it waits for none.
    /// </summary>
    public (int Wave, IReadOnlyList<int> Late)? Awaited(int island)
    {
        if (IslandDecisions.WaveToTake(islands[island].State) is not { } wave) return null;
        var plan = islands[island].State.Plan!;
        var late = plan.Neighbours(wave)
            .Where(i => islands.TryGetValue(i, out var other) && other.State.Published(wave) is null).ToList();
        return late.Count == 0 ? null : (wave, late);
    }

    /// <summary>The islands' decisions, one line an event, cut where a target stopped the search.</summary>
    public async IAsyncEnumerable<string> Decisions()
    {
        for (var i = 0; i < (State.IslandsFounded ? State.Plan!.Islands.Islands : 0); i++)
            foreach (var line in DecisionLog.Lines(i, await Events(i).ConfigureAwait(false), State.Stop)) yield return line;
    }

    /// <summary>An island's events in order, each with its step.</summary>
    public async Task<IReadOnlyList<(long Step, IslandEvent Event)>> Events(int island)
    {
        var events = new List<(long, IslandEvent)>();
        await foreach (var entry in journal.Events(new IslandId(id.Run, island).PersistenceId).ConfigureAwait(false))
            events.Add((entry.Journaled.Step, (IslandEvent)entry.Journaled.Event));
        return events;
    }

    Born? Birth(Origin origin) => islands.GetValueOrDefault(origin.Island)?.Births.GetValueOrDefault(origin.Birth);
}
