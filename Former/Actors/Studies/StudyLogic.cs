using System.Collections.Immutable;
using System.Text;
using LossActors.FormerActors.Islands;
using LossActors.FormerActors.Kernel;
using LossActors.FormerActors.Runs;
using LossActors.Learning.Training;
using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Studies;

/// <summary>
/// A study as an actor, under the name and with the messages of a run (<see cref="RunDecisions"/>): settles the learning rates, asks for
/// every training, ends when all are answered. What it ends with does not depend on the order of the answers.
/// </summary>
public sealed class StudyLogic : IActorLogic<StudyProgress, StudyEvent>
{
    /// <summary>The actor kind.</summary>
    public const string Kind = "study";

    public StudyProgress Initial => StudyProgress.Initial;

    public int SnapshotFormat => 1;

    public Awaiting Next(StudyProgress state, RunRecord run) => state.Ended ? Awaiting.Nothing : Awaiting.AnyMessage;

    public Decision<StudyEvent> Decide(StudyProgress state, Input input)
    {
        var message = input as MessageInput ?? throw new InvalidOperationException($"A study does not take {input}.");
        StudyEvent? taken = message.Type switch
        {
            RunDecisions.FoundMessage when state.Plan is null => new StudyPlanned(StudyJson.Plan(message.Data)),
            RunDecisions.ClassMessage when state.ArithmeticClass is null => new ClassAgreed(Text(message)),
            IslandDecisions.ResultMessage when state.Current?.Holds(Ticket(message)) == true => new TrainingAnswered(Ticket(message), new CanonicalJson(Text(message))),
            _ => null,
        };
        return taken is null
            ? new Decision<StudyEvent>([new MessageIgnored(message.Key, message.Type)])
            : GoOn(Apply(state, taken), taken);
    }

    public StudyProgress Apply(StudyProgress state, StudyEvent happened) => happened switch
    {
        StudyPlanned e => state with { Plan = e.Plan },
        ClassAgreed e => state with { ArithmeticClass = e.ArithmeticClass },
        TrainingsAsked { Stage: TrialStage.Tuning } e => state with { Tuning = Opened(e), Tickets = e.FirstTicket + Opened(e).Size },
        TrainingsAsked e => state with { Trainings = Opened(e), Tickets = e.FirstTicket + Opened(e).Size },
        TrainingAnswered e when state.Trainings is { } trial => state with { Trainings = trial.With(e.Ticket, e.Result.Text) },
        TrainingAnswered e => state with { Tuning = state.Tuning!.With(e.Ticket, e.Result.Text) },
        MessageIgnored => state,
        StudyEnded => state with { Ended = true },
        _ => throw new InvalidOperationException($"No rule for {happened.GetType().Name}."),
    };

    public NewEvent Write(StudyEvent happened) => StudyJson.Write(happened);

    public StudyEvent Read(JournalRecord record) => StudyJson.Read(record.Type, record.Version, record.Data);

    public ReadOnlyMemory<byte> Save(StudyProgress state) => StudyJson.Save(state);

    public StudyProgress Load(ReadOnlyMemory<byte> snapshot) => StudyJson.Load(snapshot);

    /// <summary>What is asked for of an entrant on a draw.</summary>
    public static EvaluationRequest Request(StudyPlan plan, Entrant entrant, int draw) => new(
        entrant.Genome, Recipe.Parse(entrant.Recipe.Text), 1, 0, new Study((ulong)draw, plan.CurvePoints, plan.CurveSample, plan.Beta));

    static Decision<StudyEvent> GoOn(StudyProgress study, StudyEvent taken) => study switch
    {
        { Plan: null } or { ArithmeticClass: null } => new([taken]),
        { Current: null } when Candidates(study.Plan) is { IsEmpty: false } candidates =>
            Ask(study, taken, TrialStage.Tuning, candidates, study.Plan.TuningMeasurements),
        { Trainings: null, Current: null or { Complete: true } } => Ask(study, taken, TrialStage.Study, Settled(study.Plan, study.Tuning), study.Plan.Draws),
        { Trainings.Complete: true } => new([taken, new StudyEnded()]) { Ended = true, Run = new RunChange(State: RunState.Ended) },
        _ => new([taken]),
    };

    /// <summary>All that is tried, each once.</summary>
    static ImmutableArray<Entrant> Candidates(StudyPlan plan) => [.. plan.Entries.SelectMany(e => e.Candidates).DistinctBy(Identity)];

    static ImmutableArray<Entrant> Settled(StudyPlan plan, Trial? tuning)
    {
        if (tuning is null) return [.. plan.Entries.Select(e => e.Trained)];
        var tried = tuning.Entrants.Select((e, i) => (Identity(e), i)).ToDictionary();
        return
        [
            .. plan.Entries.Select(entry => entry.Candidates.IsEmpty
                ? entry.Trained
                : entry.Trained.At(tuning.Entrants[tuning.BestByValidation(entry.Candidates.Select(c => tried[Identity(c)]))].LearningRate)),
        ];
    }

    static (string, string) Identity(Entrant entrant) => (entrant.Genome, entrant.Recipe.Text);

    static Decision<StudyEvent> Ask(StudyProgress study, StudyEvent taken, TrialStage stage, ImmutableArray<Entrant> entrants, int draws)
    {
        var plan = study.Plan!;
        var asks = new List<WorkAsk>();
        for (var e = 0; e < entrants.Length; e++)
        {
            var recipe = Recipe.Parse(entrants[e].Recipe.Text);
            for (var draw = 0; draw < draws; draw++)
            {
                var request = stage == TrialStage.Tuning
                    ? new EvaluationRequest(entrants[e].Genome, recipe, 1, draw, new Search())
                    : Request(plan, entrants[e], draw);
                var ticket = study.Tickets + e * draws + draw;
                // Draw by draw, so that a study cut short has whole pairs.
                asks.Add(new WorkAsk(
                    new WorkId(request.WorkKey(study.ArithmeticClass!)), study.ArithmeticClass!, Encoding.UTF8.GetBytes(request.ToJson()),
                    study.Tickets + (long)draw * entrants.Length + e, $"ticket:{ticket}"));
            }
        }

        return new Decision<StudyEvent>([taken, new TrainingsAsked(stage, entrants, [.. Enumerable.Range(0, draws)], study.Tickets)]) { Asks = asks };
    }

    static Trial Opened(TrainingsAsked e) => new(e.Stage, e.Entrants, e.Draws, e.FirstTicket, [.. new string?[e.Entrants.Length * e.Draws.Length]]);

    static int Ticket(MessageInput message) => int.Parse(message.Key["ticket:".Length..]);

    static string Text(MessageInput message) => Encoding.UTF8.GetString(message.Data.Span);
}
