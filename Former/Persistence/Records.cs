namespace LossActors.FormerPersistence;

/// <param name="Fingerprint">Hash of the search keys of the run file.</param>
/// <param name="Config">The search keys and their values, as the run was founded with.</param>
/// <param name="ArithmeticClass">Null until the run's first device has named its class.</param>
/// <param name="StopAt">Births after which every island stops; null while none is set.</param>
public sealed record RunRecord(
    RunId Id, string Name, string Config, string Fingerprint, string? ArithmeticClass, RunState State, int? StopAt,
    DateTimeOffset CreatedAt);

public sealed record NewRun(RunId Id, string Name, string Config, string Fingerprint, IReadOnlyList<NewActor> Actors);

public sealed record ActorRecord(ActorId Id, string Kind, NodeId? Owner, Term Term, long Seq, ActorStatus Status, string? Reason);

/// <summary>An actor that this node owns from now on, and the position of its journal.</summary>
public sealed record ActorLease(ActorId Id, string Kind, Term Term, long Seq);

public sealed record JournalRecord(
    ActorId Actor, long Seq, Term Term, string TurnId, string Type, int Version, ReadOnlyMemory<byte> Data, DateTimeOffset At);

/// <param name="Format">Version of the bytes' form. A program reads the formats that it knows and falls back to an older snapshot.</param>
public sealed record Snapshot(ActorId Actor, long Seq, Term Term, int Format, ReadOnlyMemory<byte> Data);

/// <param name="Id">Grows in the order of arrival.</param>
/// <param name="Key">Unique among the rows of its recipient.</param>
public sealed record MailboxRow(long Id, string Key, string Type, ReadOnlyMemory<byte> Data)
{
    /// <summary>Type of the row that answers an ask; its data are the result, or the verdict after three deaths.</summary>
    public const string Result = "result";
}

public sealed record WaveRecord(int W, bool Closed, ReadOnlyMemory<byte> Data);

/// <param name="BootId">The machine's boot, its pid namespace and anything else that makes a pid comparable.</param>
/// <param name="StartTime">The process's start in the kernel's ticks since boot: tells a reused pid.</param>
/// <param name="Capacity">What the node offers, JSON, for people to read.</param>
public sealed record NodeInfo(NodeId Id, string Name, string BootId, int Pid, long StartTime, string Capacity);

public sealed record NodeRecord(NodeInfo Info, NodeState State, DateTimeOffset StartedAt, DateTimeOffset LeaseUntil);

public enum NodeState
{
    Active,
    Leaving,
    Dead,
}

/// <param name="Unwitnessed">How often a node vanished while it held this work: suspects are trained alone.</param>
/// <param name="Deaths">How often a supervisor saw its child die of this work.</param>
public sealed record WorkLease(WorkId Work, RunId Run, string Class, ReadOnlyMemory<byte> Request, int Unwitnessed, int Deaths);

/// <summary>What may differ between two trainings of the same work, kept apart from the result's bits.</summary>
/// <param name="Seconds">Wall time of the training.</param>
/// <param name="Node">Where it ran.</param>
/// <param name="Device">On what.</param>
public sealed record WorkMeta(double Seconds, NodeId Node, string Device);

public enum RecordOutcome
{
    /// <summary>The first result of this work: recorded, and everyone who asked has been told.</summary>
    Recorded,

    /// <summary>There was a result already, of the same bits.</summary>
    Same,

    /// <summary>There was a result already, of other bits: training is not deterministic here.</summary>
    Different,

    /// <summary>Nobody asks for this work any more and the journal has forgotten it: the result is dropped.</summary>
    Unasked,
}

/// <summary>Work that this run was the first to ask for.</summary>
/// <param name="TrainingSeconds">Sum of the recorded trainings' wall time.</param>
public sealed record WorkTotals(long Ready, long Leased, long Done, long Poison, double TrainingSeconds);
