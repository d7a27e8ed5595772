using LossActors.Actors.Entities;

namespace LossActors.Actors.Evaluations;

/// <summary>
/// An evaluation in memory: keeps who asks, wants a lane until it is done, answers devices once what they say is on record, watches the
/// processes that it gave leave to.
/// </summary>
public sealed class EvaluationEntity(EvaluationId id, EvaluationLogic logic, IEntityWorld world)
    : Entity<EvaluationState, EvaluationEvent>(id, logic, world)
{
    /// <summary>The first of them names the want.</summary>
    readonly Askers<Evaluate> askers = new();

    /// <summary>Devices that wait for an event.</summary>
    readonly HashSet<(IMessage Message, IAsker Device)> waiting = [];

    /// <summary>Since when this copy knows of a process: only a later look at the nodes tells whether it is gone.</summary>
    readonly Dictionary<Incarnation, TimeSpan> knownSince = [];

    Evaluate? lastQuestion;

    public override EntitySnapshot Save() => throw new NotSupportedException("An evaluation's journal is short and has no snapshots.");

    protected override EvaluationState Read(EntitySnapshot snapshot) => throw new SnapshotException("An evaluation has no snapshots.");

    protected override bool MayGoOn(TimeSpan now) => true;

    protected override void OnRecovered(TimeSpan now)
    {
        Watch(now);
        if (State.Parked is { } reason) World.StandsStill(reason);
    }

    protected override void On(IMessage message, IAsker asker, TimeSpan now)
    {
        if (message is Evaluate question) lastQuestion = question;
        if (logic.Answer(State, message) is { } answer)
        {
            asker.Answer(answer);
            return;
        }

        if (message is Evaluate asked)
        {
            var isFirst = askers.Count == 0;
            askers.Keep(asker, asked, now);
            if (isFirst) WantLane();
        }
        else if (logic.IsOfUse(State, message))
        {
            Inbox.Add(message, message);
            if (message is not GaveBack) waiting.Add((message, asker));
        }
    }

    protected override void OnStep(Input taken, TimeSpan now)
    {
        Watch(now);
        // Before the device hears that its result is noted and holds it no longer, or the want would be given away once more.
        if (!WantLane()) World.TellDispatcher(new NoWant(id.Key));
        askers.Answer(question => logic.Answer(State, question));
        foreach (var (message, device) in waiting.ToArray())
        {
            if (logic.Answer(State, message) is not { } answer) continue;
            device.Answer(answer);
            waiting.Remove((message, device));
        }

        if (State.Parked is { } reason) World.StandsStill(reason);
    }

    protected override void OnTick(TimeSpan now)
    {
        askers.Forget(now);
        waiting.RemoveWhere(w => !logic.IsOfUse(State, w.Message));
        WantLane();
        EndIfIdle(now);
    }

    protected override Input? TakesMore(TimeSpan now) =>
        logic.IsWanted(State) && State.Starts.FirstOrDefault(s => World.IsGone(s.Process, knownSince[s.Process])) is { } start
            ? new Vanished(start) : null;

    void EndIfIdle(TimeSpan now)
    {
        var patience = logic.IsAuditDue(State) && lastQuestion is not null ? Patience.Audit
            : State.Result is null ? Patience.UnaskedEvaluation
            : Patience.IdleEvaluation;
        if (!IsWriting && askers.Count == 0 && now - LastHeard > patience) Passivate();
    }

    /// <returns>Whether one is wanted and somebody is there to name it.</returns>
    bool WantLane()
    {
        if (!logic.IsWanted(State)) return false;
        var isAudit = State.Result is not null;
        if ((isAudit ? lastQuestion : askers.First) is not { } question) return false;
        World.TellDispatcher(new Want(
            id.Key, question.ArithmeticClass, question.Request, question.Asker, question.Ticket, State.Attempt,
            Alone: State.Attempt > 0, isAudit));
        return true;
    }

    void Watch(TimeSpan now)
    {
        foreach (var start in State.Starts) knownSince.TryAdd(start.Process, now);
    }
}
