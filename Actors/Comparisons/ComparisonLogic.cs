using System.Collections.Immutable;
using LossActors.Actors.Devices;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Trials;

namespace LossActors.Actors.Comparisons;

/// <summary>
/// What a comparison does: settles the learning rates, asks for every training, ends when all are answered. What it ends with does not
/// depend on the order of the answers.
/// </summary>
public sealed class ComparisonLogic : TrialLogic<ComparisonState, ComparisonEvent>
{
    public override ComparisonState Initial => ComparisonState.Initial;

    public override bool IsFounding(IMessage message) => message is FoundComparison;

    public override ComparisonState Apply(ComparisonState state, ComparisonEvent happened) => happened switch
    {
        ComparisonPlanned e => state with { Plan = e.Plan, Config = e.Config },
        ClassAgreed e => state with { ArithmeticClass = e.ArithmeticClass },
        TrainingsAsked { Trial.Stage: TrialStage.Tuning } e => Opened(state, e.Trial) with { Tuning = TrialOf(state, e.Trial) },
        TrainingsAsked e => Opened(state, e.Trial) with { Trainings = TrialOf(state, e.Trial) },
        TrainingAnswered e when state.Trainings is { } trial => state with { Trainings = trial.With(e.Ticket, e.Result) },
        TrainingAnswered e => state with { Tuning = state.Tuning!.With(e.Ticket, e.Result) },
        ComparisonEnded => state with { HasEnded = true },
        ComparisonPaused => state with { IsPaused = true, PauseChanges = state.PauseChanges + 1 },
        ComparisonContinued => state with { IsPaused = false, PauseChanges = state.PauseChanges + 1 },
        _ => throw new InvalidOperationException($"No rule for {happened.GetType().Name}."),
    };

    protected override IEnumerable<ComparisonEvent> Take(ComparisonState state, Input input) => input switch
    {
        Taken { Message: FoundComparison m } => [new ComparisonPlanned(m.Plan, m.Config)],
        Taken { Message: ClassIs m } => [new ClassAgreed(m.ArithmeticClass)],
        Taken { Message: Evaluated m } => state.Trial!.TicketsOf(m.Key).Select(ticket => new TrainingAnswered(ticket, m.Result)),
        Taken { Message: SetPaused m } => [m.Paused ? new ComparisonPaused() : new ComparisonContinued()],
        _ => throw new InvalidOperationException($"A comparison does not take {input}."),
    };

    protected override IReadOnlyList<ComparisonEvent> Next(ComparisonState state) => state switch
    {
        { Plan: null } or { ArithmeticClass: null } => [],
        { Trial: null } when Candidates(state.Plan) is { IsEmpty: false } candidates =>
            [Ask(state, TrialStage.Tuning, candidates, state.Plan.TuningMeasurements)],
        { Trial.Complete: false } => [],
        { Trainings: null } => [Ask(state, TrialStage.Comparison, Settled(state.Plan, state.Tuning), state.Plan.Draws)],
        _ => [new ComparisonEnded()],
    };

    /// <summary>All that is tried, each once.</summary>
    static ImmutableArray<Entrant> Candidates(ComparisonPlan plan) => [.. plan.Entries.SelectMany(e => e.Candidates).DistinctBy(Identity)];

    static ImmutableArray<Entrant> Settled(ComparisonPlan plan, Trial? tuning)
    {
        if (tuning is null) return [.. plan.Entries.Select(e => e.Trained)];
        var tried = tuning.Plan.Entrants.Select((e, i) => (Identity(e), i)).ToDictionary();
        return [.. plan.Entries.Select(e => e.Candidates.IsEmpty ? e.Trained : e.Trained.At(Best(e.Candidates).LearningRate))];

        Entrant Best(ImmutableArray<Entrant> candidates) =>
            tuning.Plan.Entrants[tuning.BestByValidation(candidates.Select(c => tried[Identity(c)])).Entrant];
    }

    static (string, string) Identity(Entrant entrant) => (entrant.Genome, entrant.Recipe.ToJson());

    static TrainingsAsked Ask(ComparisonState state, TrialStage stage, ImmutableArray<Entrant> entrants, int draws)
    {
        var (curve, requests) = stage == TrialStage.Comparison ? (state.Plan!.Curve, state.Plan.Requests) : (null, null);
        return new(new TrialPlan(stage, entrants, [.. Enumerable.Range(0, draws)], state.Tickets, curve, requests));
    }

    static ComparisonState Opened(ComparisonState state, TrialPlan trial) => state with { Tickets = trial.FirstTicket + trial.Size };

    static Trial TrialOf(ComparisonState state, TrialPlan trial) =>
        Trial.Of(trial, new ComparisonId(state.Plan!.Name), state.ArithmeticClass!);
}
