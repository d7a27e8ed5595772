using System.Collections.Immutable;
using LossActors.FormerActors.Islands;
using LossActors.FormerActors.Studies;
using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Runs;

/// <summary>
/// A run as its journals tell it, for people to look at: reads what has come since the last look and disturbs nobody.
/// Not safe for several threads.
/// </summary>
public sealed class RunView(IStore store, RunRecord run)
{
    readonly RunLogic runLogic = new();
    readonly StudyLogic studyLogic = new();
    readonly IslandLogic islandLogic = new(new NoBreeder());
    readonly SortedDictionary<int, IslandView> islands = [];
    long runSeq;
    string? kind;

    /// <summary>The run's row at the last look.</summary>
    public RunRecord Run { get; private set; } = run;

    public RunProgress Progress { get; private set; } = RunProgress.Initial;

    public IReadOnlyDictionary<int, IslandView> Islands => islands;

    /// <summary>How a study stands; null for a search.</summary>
    public StudyProgress? Study { get; private set; }

    public async ValueTask Refresh()
    {
        Run = await store.GetRun(Run.Id) ?? Run;
        kind ??= (await store.Actors(Run.Id)).First(a => a.Id.Name == RunDecisions.Name).Kind;
        if (kind == StudyLogic.Kind)
        {
            await RefreshStudy();
            return;
        }

        await foreach (var record in store.Journal(new ActorId(Run.Id, RunDecisions.Name), runSeq))
        {
            Progress = runLogic.Apply(Progress, runLogic.Read(record));
            runSeq = record.Seq;
        }

        if (!Progress.IslandsFounded) return;
        for (var i = 0; i < Progress.Plan!.Islands.Islands; i++)
        {
            if (!islands.TryGetValue(i, out var view)) islands[i] = view = new IslandView();
            await foreach (var record in store.Journal(new ActorId(Run.Id, IslandDecisions.Name(i)), view.Seq))
                view.Add(record.Seq, islandLogic.Apply(view.State, islandLogic.Read(record)), islandLogic.Read(record));
        }
    }

    /// <summary>
    /// The losses from which one descends, itself included, oldest birth first where births compare: the closure of the parents.
    /// </summary>
    public IReadOnlyList<(Origin Origin, Born Birth)> Lineage(Origin of)
    {
        var found = new Dictionary<Origin, Born>();
        var open = new Queue<Origin>([of]);
        while (open.TryDequeue(out var next))
        {
            if (found.ContainsKey(next) || Birth(next) is not { } born) continue;
            found.Add(next, born);
            foreach (var parent in born.Parents) open.Enqueue(parent);
        }

        return [.. found.Select(f => (f.Key, f.Value)).OrderBy(f => f.Key.Birth).ThenBy(f => f.Key.Island)];
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

    /// <summary>The wave that an island cannot go on without and the islands that have yet to publish it, or null where it waits for none.</summary>
    public (int Wave, IReadOnlyList<string> Late)? Awaited(int island)
    {
        if (IslandDecisions.Next(islands[island].State).Waves is not { } awaited) return null;
        var late = islands.Where(i => awaited.Islands.Contains(IslandDecisions.Name(i.Key)) && !i.Value.State.Ended && i.Value.State.WavesPublished <= awaited.W)
            .Select(i => IslandDecisions.Name(i.Key)).ToList();
        return late.Count == 0 ? null : (awaited.W, late);
    }

    async ValueTask RefreshStudy()
    {
        var study = Study ?? studyLogic.Initial;
        await foreach (var record in store.Journal(new ActorId(Run.Id, RunDecisions.Name), runSeq))
        {
            study = studyLogic.Apply(study, studyLogic.Read(record));
            runSeq = record.Seq;
        }

        Study = study;
    }

    Born? Birth(Origin origin) => islands.GetValueOrDefault(origin.Island)?.Births.GetValueOrDefault(origin.Birth);

    sealed class NoBreeder : IBreeder
    {
        public Offspring Breed(IslandPlan plan, int birth, ImmutableSortedSet<Individual> population, Func<string, bool> isTaken) =>
            throw new InvalidOperationException("A view breeds nothing.");
    }
}

/// <summary>One island of a <see cref="RunView"/>.</summary>
public sealed class IslandView
{
    readonly SortedDictionary<int, Born> births = [];
    readonly SortedDictionary<string, int> redrawn = new(StringComparer.Ordinal);

    public IslandState State { get; private set; } = IslandState.Initial;

    public long Seq { get; private set; }

    public IReadOnlyDictionary<int, Born> Births => births;

    /// <summary>Tries at a birth that were dropped, by reason.</summary>
    public IReadOnlyDictionary<string, int> Redrawn => redrawn;

    /// <summary>Results taken, divergences included.</summary>
    public int Results { get; private set; }

    public int Migrants { get; private set; }

    /// <summary>The best loss of the hall of fame.</summary>
    public Individual? Best => State.Hall.Values.Order(Individual.Order).FirstOrDefault();

    internal void Add(long seq, IslandState after, IslandEvent happened)
    {
        (Seq, State) = (seq, after);
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
