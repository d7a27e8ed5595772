namespace LossActors.FormerPersistence.InMemory;

sealed class NodeRow(NodeInfo info, DateTimeOffset startedAt)
{
    public NodeInfo Info => info;
    public DateTimeOffset StartedAt => startedAt;
    public NodeState State { get; set; } = NodeState.Active;
    public TimeSpan Lease { get; set; }
    public DateTimeOffset LeaseUntil { get; set; }
    public DateTimeOffset UnbrokenSince { get; set; }

    /// <summary>The run that this node's last claim served: the next claim begins with the run after it.</summary>
    public int LastServed { get; set; } = -1;

    public bool Lives => State != NodeState.Dead;
}

sealed class RunRow(RunRecord record, int number)
{
    public RunRecord Record { get; set; } = record;
    public int Number => number;
}

sealed class ActorRow(ActorId id, string kind)
{
    public ActorId Id => id;
    public string Kind => kind;
    public NodeId? Owner { get; set; }
    public Term Term { get; set; }
    public ActorStatus Status { get; set; }
    public string? Reason { get; set; }
    public long Seq => Journal.Count;
    public List<JournalRecord> Journal { get; } = [];
    public SortedList<long, Snapshot> Snapshots { get; } = [];
    public SortedList<int, WaveRecord> Waves { get; } = [];

    public ActorRecord Record => new(id, kind, Owner, Term, Seq, Status, Reason);

    public void SetStatus(ActorStatus status, string? reason)
    {
        Status = status;
        Reason = reason;
        if (status != ActorStatus.Active)
            Owner = null;
    }
}

enum WorkState
{
    Ready,
    Leased,
    Done,
    Poison,
}

sealed class WorkRow(WorkId id, RunId firstRun, string @class, byte[] request, long asked)
{
    public WorkId Id => id;
    public RunId FirstRun => firstRun;
    public string Class => @class;
    public byte[] Request => request;
    public long Asked => asked;
    public long Priority { get; set; } = long.MaxValue;
    public WorkState State { get; set; }
    public NodeId? LeasedBy { get; set; }
    public int Unwitnessed { get; set; }
    public int Deaths { get; set; }
    public byte[]? Result { get; set; }
    public WorkMeta? Meta { get; set; }
    public HashSet<(ActorId Asker, string Key)> Requesters { get; } = [];

    public bool Final => State is WorkState.Done or WorkState.Poison;
}
