using System.Collections.Immutable;
using LossActors.Actors.Entities;

namespace LossActors.Actors.Evaluations;

/// <summary>One training by its content: run at least once, recorded once, told to everyone who asks.</summary>
/// <param name="auditEvery">One in so many evaluations is trained once more after it is done; 0: none.</param>
public sealed class EvaluationLogic(EvaluationKey key, int auditEvery = 100) : ILogic<EvaluationState, EvaluationEvent>
{
    /// <summary>So many witnessed deaths are a verdict.</summary>
    public const int FatalDeaths = 3;

    /// <summary>So many suspicions, on more than one machine, park an evaluation.</summary>
    public const int ParkingSuspicions = 5;

    /// <summary>The same bits in every run, whoever saw the last child end: how each ended is told by <see cref="Died"/>.</summary>
    static readonly CanonicalJson Verdict = new(new Learning.Training.Condemned($"it killed {FatalDeaths} processes").ToJson());

    readonly bool isOfTheAudit = auditEvery > 0 && Fold(key.Hash) % (uint)auditEvery == 0;

    public EvaluationState Initial => EvaluationState.Empty;

    /// <summary>Whether it is done and to be trained once more.</summary>
    public bool IsAuditDue(EvaluationState state) =>
        isOfTheAudit && state is { Result: not null, IsCondemned: false, IsAudited: false, IsNondeterministic: false, Parked: null };

    /// <summary>Whether a lane is wanted in this state.</summary>
    public bool IsWanted(EvaluationState state) => state is { Result: null, Parked: null } || IsAuditDue(state);

    /// <summary>What the state says to a question or report; null: nothing yet, an event has to come first.</summary>
    public IMessage? Answer(EvaluationState state, IMessage message) => message switch
    {
        Evaluate => state.Result is { } result ? new Evaluated(key, result, state.Cost!) : null,
        MayStart m => !IsWanted(state) || m.Attempt != state.Attempt ? new DoNotStart(key, m.Attempt)
            : StartOf(state, m.Attempt, m.Process, m.Device) is not null ? new Start(key, m.Attempt)
            : null,
        Trained t => state.Result is { } result && !(t.IsAudit && IsAuditDue(state)) && (result == t.Result || state.IsNondeterministic)
            ? new ResultNoted(key) : null,
        ChildDied d => !IsWanted(state) || d.Attempt != state.Attempt ? new DeathNoted(key, d.Attempt) : null,
        _ => null,
    };

    public bool IsOfUse(EvaluationState state, IMessage fact) => fact is GaveBack g
        ? StartOf(state, g.Attempt, g.Process) is not null
        : fact is MayStart or Trained or ChildDied && Answer(state, fact) is null;

    public Input? Takes(EvaluationState state, Inbox inbox) =>
        inbox.Facts.FirstOrDefault(fact => IsOfUse(state, fact)) is { } next ? new Reported(next) : null;

    public Decision<EvaluationEvent> Decide(EvaluationState state, Input input) => new(input switch
    {
        Reported(MayStart m) => [new Started(m.Attempt, m.Device, m.Node, m.Process)],
        Reported(GaveBack g) => [new Returned(g.Attempt, g.Process)],
        Reported(Trained t) => [OnResult(state, t)],
        Reported(ChildDied d) => OnDeath(state, d),
        Vanished(var start) => OnVanished(state, start),
        _ => throw new ArgumentException($"An evaluation takes no '{input.GetType().Name}'.", nameof(input)),
    });

    public EvaluationState Apply(EvaluationState state, EvaluationEvent happened) => happened switch
    {
        Started s => state with { Starts = state.Starts.Add(s) },
        Returned r => state with { Starts = state.Starts.RemoveAll(s => s.Process == r.Process && s.Attempt == r.Attempt) },
        Suspected s => state with
        {
            Suspicions = state.Suspicions + 1,
            SuspectedOn = state.SuspectedOn.Union(state.Starts.Where(start => start.Process == s.Process).Select(start => start.Node)),
            Starts = [],
        },
        Died => state with { Deaths = state.Deaths + 1, Starts = [] },
        Done d => state with { Result = d.Result, Cost = d.Cost, Starts = [], Parked = null },
        Sentenced c => state with { Result = c.Result, Cost = c.Cost, IsCondemned = true, Starts = [] },
        Audited => state with { IsAudited = true, Starts = [] },
        Nondeterministic => state with { IsNondeterministic = true, Starts = [] },
        Parked p => state with { Parked = p.Reason },
        _ => throw new ArgumentException($"An evaluation has no '{happened.GetType().Name}'.", nameof(happened)),
    };

    /// <summary>An evaluation asks no entity: it wants a lane, of the dispatcher.</summary>
    public IEnumerable<Question> Outstanding(EvaluationState state) => [];

    EvaluationEvent OnResult(EvaluationState state, Trained trained) =>
        state.Result is not { } first ? new Done(trained.Result, new Cost(key.Hash, trained.Seconds, trained.TrainedFor, trained.Device))
        : first == trained.Result ? new Audited(trained.Device)
        : new Nondeterministic(trained.Result, trained.Device);

    ImmutableArray<EvaluationEvent> OnDeath(EvaluationState state, ChildDied death)
    {
        var died = new Died(death.Attempt, death.Reason, death.Device);
        return state.Deaths + 1 < FatalDeaths ? [died]
            : state.Result is null ? [died, new Sentenced(Verdict, new Cost(key.Hash, 0, death.TrainedFor, death.Device))]
            : [died, new Nondeterministic(Verdict, death.Device)];
    }

    static ImmutableArray<EvaluationEvent> OnVanished(EvaluationState state, Started start)
    {
        var suspected = new Suspected(start.Attempt, start.Process);
        var machines = state.SuspectedOn.Add(start.Node);
        return state.Suspicions + 1 < ParkingSuspicions || machines.Count < 2
            ? [suspected]
            : [suspected, new Parked(
                $"{state.Suspicions + 1} processes on {string.Join(", ", machines)} vanished while they trained it, and nobody saw why.")];
    }

    static Started? StartOf(EvaluationState state, int attempt, Incarnation process, string? device = null) => state.Starts.FirstOrDefault(
        s => s.Attempt == attempt && s.Process == process && (device is null || s.Device == device));

    /// <summary>FNV-1a.</summary>
    static uint Fold(string text) => text.Aggregate(2166136261u, (hash, letter) => unchecked((hash ^ letter) * 16777619u));
}

/// <summary>A device's question or report that the state has no answer for yet.</summary>
public sealed record Reported(IMessage Fact) : Input;

/// <summary>The process of a start is gone.</summary>
public sealed record Vanished(Started Start) : Input;
