namespace LossActors.FormerPersistence;

/// <summary>A run's id in the journal, a random name given at its founding.</summary>
public readonly record struct RunId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>An actor: its run and its name within the run, such as <c>run</c> or <c>island/3</c>.</summary>
public readonly record struct ActorId(RunId Run, string Name)
{
    public override string ToString() => $"{Run}/{Name}";
}

/// <summary>A host process. New for each start of a process, so that dead is final.</summary>
public readonly record struct NodeId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>Fencing token of an actor's owner. Grows by one with every takeover and never falls.</summary>
public readonly record struct Term(long Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>Content hash of an evaluation's request, 64 hexadecimal digits.</summary>
public readonly record struct WorkId(string Value)
{
    public override string ToString() => Value;
}
