using LossActors.Actors.Comparisons;
using LossActors.Actors.Entities;
using LossActors.Actors.Trials;
using LossActors.Learning.Training;
using LossActors.Persistence.Reading;

namespace LossActors.Persistence.Views;

/// <inheritdoc cref="RunView"/>
public sealed class ComparisonView(JournalReader journal, ComparisonId id) : TrialView
{
    readonly ComparisonLogic logic = new();
    readonly Dictionary<long, double> seconds = [];
    long sequence;

    public override EntityId Id => id;

    public override string Name => id.Name;

    public ComparisonState State { get; private set; } = ComparisonState.Initial;

    public override string Config => State.Config;

    protected override ITrialState Trials => State;

    public override Costs Costs => Own;

    /// <summary>Whether it is a published experiment that is run again: then its results mean something to that alone.</summary>
    public bool IsExperiment => State.Plan?.Requests is not null;

    /// <summary>Answers in the trial that was opened last that tell nothing but that the training failed.</summary>
    public int Diverged { get; private set; }

    /// <summary>Whether a training has ended without diverging.</summary>
    public bool HasOutcome => State.Trainings is { } trainings
        && Enumerable.Range(0, trainings.Plan.Entrants.Length).Any(e => trainings.ScoresOf(e).Any(score => score is not null));

    /// <summary>Wall times of an entry's trainings that have ended.</summary>
    public IEnumerable<double> SecondsOf(int entry) => State.Trainings is not { } trainings ? []
        : Enumerable.Range(0, trainings.Plan.Draws.Length)
            .Select(draw => SecondsAt(draw * trainings.Plan.Entrants.Length + entry)).OfType<double>();

    /// <summary>Wall time of the training at a place of the plan's; null while it is open.</summary>
    public double? SecondsAt(int place) =>
        State.Trainings is { } trainings && seconds.TryGetValue(trainings.Plan.FirstTicket + place, out var known) ? known : null;

    public override async Task Glance()
    {
        await foreach (var entry in journal.Events(id.PersistenceId, sequence).ConfigureAwait(false))
        {
            State = logic.Apply(State, (ComparisonEvent)entry.Journaled.Event);
            sequence = entry.Sequence;
            Count(entry);
            if (entry.Journaled.Event is TrainingsAsked) Diverged = 0;
            if (entry.Journaled.Event is not TrainingAnswered answered) continue;
            if (EvaluationResult.Parse(answered.Result.Text) is Learning.Training.Diverged or Condemned) Diverged++;
            if (entry.Journaled.Cost is { } cost) seconds[answered.Ticket] = cost.Seconds;
        }
    }
}
