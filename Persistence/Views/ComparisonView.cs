using LossActors.Actors.Comparisons;
using LossActors.Actors.Entities;
using LossActors.Actors.Trials;
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

    /// <summary>Wall times of an entry's trainings that have ended.</summary>
    public IEnumerable<double> SecondsOf(int entry) => State.Trainings is not { } trainings ? []
        : Enumerable.Range(0, trainings.Plan.Draws.Length)
            .Select(draw => trainings.Plan.FirstTicket + draw * trainings.Plan.Entrants.Length + entry)
            .Where(seconds.ContainsKey).Select(ticket => seconds[ticket]);

    public override async Task Glance()
    {
        await foreach (var entry in journal.Events(id.PersistenceId, sequence).ConfigureAwait(false))
        {
            State = logic.Apply(State, (ComparisonEvent)entry.Journaled.Event);
            sequence = entry.Sequence;
            Count(entry);
            if (entry.Journaled is { Event: TrainingAnswered answered, Cost: { } cost }) seconds[answered.Ticket] = cost.Seconds;
        }
    }
}
