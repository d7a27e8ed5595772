using LossActors.Actors.Entities;
using LossActors.Actors.Runs;
using LossActors.Actors.Comparisons;
using LossActors.Actors.Trials;
using LossActors.Learning.Training;
using LossActors.Persistence.Reading;

namespace LossActors.Persistence.Views;

/// <summary>What a run and a comparison have in common for those who look at them.</summary>
public abstract class TrialView
{
    public abstract EntityId Id { get; }

    public abstract string Name { get; }

    public bool HasEnded => Trials.HasEnded;

    /// <summary>Whether it has taken the result of any evaluation, as far as it was <see cref="Refresh"/>ed.</summary>
    public bool HasResult => Costs is not { Trained: 0, Cached: 0, Condemned: 0 };

    public bool IsPaused => Trials.IsPaused;

    /// <summary>Pauses and continues on record: what a command to pause says it has seen.</summary>
    public int PauseChanges => Trials.PauseChanges;

    public string? ArithmeticClass => Trials.ArithmeticClass;

    /// <summary>The keys of its file that decide its result, as JSON.</summary>
    public abstract string Config { get; }

    public abstract Costs Costs { get; }

    protected abstract ITrialState Trials { get; }

    protected Costs Own { get; private set; }

    /// <summary>An evaluation that several tickets asked for costs once.</summary>
    protected HashSet<string> Counted { get; } = [];

    /// <summary>Reads what has come since the last look, of its own journal alone.</summary>
    /// <exception cref="Addresses.JournalException">The journal is out of reach or damaged.</exception>
    public abstract Task Glance();

    /// <summary>Reads what has come since the last look.</summary>
    /// <inheritdoc cref="Glance" path="/exception"/>
    public virtual Task Refresh() => Glance();

    public static TrialView Of(JournalReader journal, EntityId id) => id switch
    {
        RunId run => new RunView(journal, run),
        ComparisonId comparison => new ComparisonView(journal, comparison),
        _ => throw new ArgumentException($"{id} is neither a run nor a comparison.", nameof(id)),
    };

    /// <summary>All runs and comparisons of a journal, each as it stands, in the order of their founding among their kind.</summary>
    public static async Task<IReadOnlyList<TrialView>> All(JournalReader journal)
    {
        string[] ids =
            [.. await journal.Entities("run").ConfigureAwait(false), .. await journal.Entities("comparison").ConfigureAwait(false)];
        var views = ids.Select(id => Of(journal, EntityId.Parse(id)!)).ToList();
        foreach (var view in views) await view.Glance().ConfigureAwait(false);
        return views;
    }

    protected void Count(JournalEntry entry) => Own += Costs.Of(entry, Id.PersistenceId, Counted);
}

/// <summary>What the evaluations cost that were asked for.</summary>
/// <param name="Trained">Trained because this one asked first.</param>
/// <param name="Cached">Answered from an evaluation that somebody else had asked for.</param>
/// <param name="Condemned">Given up after three witnessed deaths.</param>
/// <param name="Seconds">Wall time of those trained, lanes added up.</param>
public readonly record struct Costs(long Trained, long Cached, long Condemned, double Seconds)
{
    public static Costs operator +(Costs a, Costs b) =>
        new(a.Trained + b.Trained, a.Cached + b.Cached, a.Condemned + b.Condemned, a.Seconds + b.Seconds);

    /// <param name="asker">Persistence id of the run or comparison.</param>
    /// <param name="counted">Evaluations that were counted before.</param>
    internal static Costs Of(JournalEntry entry, string asker, HashSet<string> counted)
    {
        if (entry.Journaled.Cost is not { } cost) return default;
        if (cost.TrainedFor != asker || !counted.Add(cost.Evaluation)) return new(0, 1, 0, 0);
        var condemned = Result(entry.Journaled.Event) is { } result && EvaluationResult.Parse(result.Text) is Condemned;
        return condemned ? new(0, 0, 1, 0) : new(1, 0, 0, cost.Seconds);
    }

    static CanonicalJson? Result(IEvent happened) => happened switch
    {
        Actors.Islands.Scored e => e.Result,
        Answered e => e.Result,
        TrainingAnswered e => e.Result,
        _ => null,
    };
}
