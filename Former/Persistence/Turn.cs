namespace LossActors.FormerPersistence;

/// <summary>
/// What one actor does in one transaction, all or nothing: its events, its new head, the deletion of the mailbox rows that it
/// consumed, the messages it sends, the evaluations it asks for, the waves it publishes, the actors it founds.
/// </summary>
/// <param name="ExpectedSeq">The actor's sequence number that the decisions were made on. The turn's first event gets the next one.</param>
/// <param name="Term">The owner's fencing token.</param>
/// <param name="TurnId">New for each turn: resolves a commit whose reply was lost.</param>
/// <param name="Events">At least one: the turn's place in the journal.</param>
public sealed record Turn(ActorId Actor, long ExpectedSeq, Term Term, string TurnId, IReadOnlyList<NewEvent> Events)
{
    /// <summary>
    /// Ids of mailbox rows of this actor; one that is not there, or named twice, makes the turn
    /// <see cref="TurnOutcome.WrongConsumed"/>.
    /// </summary>
    public IReadOnlyList<long> Consumed { get; init; } = [];

    /// <summary>Kept in the order sent; each gets the key <c>from:sender:seq:ordinal</c>.</summary>
    public IReadOnlyList<OutgoingMessage> Messages { get; init; } = [];

    /// <summary>
    /// A known result is put into this actor's mailbox in the same transaction; else the actor is told when it is recorded.
    /// </summary>
    public IReadOnlyList<WorkAsk> Asks { get; init; } = [];

    /// <summary>A wave that is published already stays as it is.</summary>
    public IReadOnlyList<NewWave> Waves { get; init; } = [];

    /// <summary>Actors of the same run to create, with seq 0 and no owner. One that is there already stays as it is.</summary>
    public IReadOnlyList<NewActor> Spawned { get; init; } = [];

    /// <summary>Set when the actor has nothing more to do, or cannot go on; it has no owner then.</summary>
    public ActorStatus? Status { get; init; }

    /// <summary>A change of the run's row, made in the same transaction.</summary>
    public RunChange? Run { get; init; }
}

/// <param name="Type">Name of the event's type, such as <c>Born</c>.</param>
/// <param name="Version">Version of the event's form.</param>
/// <param name="Data">Canonical body, UTF-8 JSON.</param>
public sealed record NewEvent(string Type, int Version, ReadOnlyMemory<byte> Data);

public sealed record OutgoingMessage(string Recipient, string Type, ReadOnlyMemory<byte> Data);

/// <param name="Key">Mailbox key of the answer, such as <c>ticket:17</c>.</param>
/// <param name="Class">Arithmetic class: only devices of this class may do the work.</param>
/// <param name="Priority">Lower is claimed first.</param>
public sealed record WorkAsk(WorkId Work, string Class, ReadOnlyMemory<byte> Request, long Priority, string Key);

/// <summary>Wave <paramref name="W"/> of the publishing actor. A closed wave says: no wave from this number on.</summary>
public sealed record NewWave(int W, bool Closed, ReadOnlyMemory<byte> Data);

public sealed record NewActor(string Name, string Kind);

/// <param name="State">The run's new state, or null to leave it.</param>
/// <param name="StopAt">Births after which every island stops, or null to leave it.</param>
public sealed record RunChange(RunState? State = null, int? StopAt = null);

public enum TurnOutcome
{
    Committed,

    /// <summary>The term is not the actor's: another node owns it. Forget the in-memory actor.</summary>
    Fenced,

    /// <summary>The sequence number is not the actor's: the in-memory actor is stale. Forget it.</summary>
    Conflict,

    /// <summary>A consumed mailbox row is not there. A defect: the actor is to be parked with a reason.</summary>
    WrongConsumed,
}

public enum ActorStatus
{
    Active,
    Ended,
    Parked,
}

public enum RunState
{
    Running,
    Paused,
    Ended,
}
