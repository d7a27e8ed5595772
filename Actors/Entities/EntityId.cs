namespace LossActors.Actors.Entities;

/// <summary>The name of a persistent actor: the same wherever it lives. Questions are sent to it; the cluster finds it.</summary>
public abstract record EntityId
{
    /// <summary>The key of its journal.</summary>
    public abstract string PersistenceId { get; }

    public sealed override string ToString() => PersistenceId;

    /// <summary>The entity whose journal this is, or null if the text names none.</summary>
    public static EntityId? Parse(string persistenceId)
    {
        var (kind, name) = persistenceId.IndexOf('/', StringComparison.Ordinal) is > 0 and var at
            ? (persistenceId[..at], persistenceId[(at + 1)..]) : ("", "");
        return kind switch
        {
            "run" when name.Length > 0 => new RunId(name),
            "comparison" when name.Length > 0 => new ComparisonId(name),
            "evaluation" when name.Length > 0 => new EvaluationId(new EvaluationKey(name)),
            "island" when name.LastIndexOf('/') is > 0 and var slash && int.TryParse(name[(slash + 1)..], out var number) =>
                new IslandId(name[..slash], number),
            _ => null,
        };
    }
}

/// <summary>A search by its name, unique in its journal.</summary>
public sealed record RunId(string Run) : EntityId
{
    public override string PersistenceId => $"run/{Run}";
}

/// <summary>An island of a run, counted from 0.</summary>
public sealed record IslandId(string Run, int Number) : EntityId
{
    public override string PersistenceId => $"island/{Run}/{Number}";
}

/// <summary>A comparison by its name, unique in its journal.</summary>
public sealed record ComparisonId(string Name) : EntityId
{
    public override string PersistenceId => $"comparison/{Name}";
}

public sealed record EvaluationId(EvaluationKey Key) : EntityId
{
    public override string PersistenceId => $"evaluation/{Key.Hash}";
}

/// <summary>Content hash of an evaluation's request and arithmetic class: 64 hexadecimal digits.</summary>
public readonly record struct EvaluationKey(string Hash)
{
    public override string ToString() => Hash;
}
