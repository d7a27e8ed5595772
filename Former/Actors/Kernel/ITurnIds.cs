namespace LossActors.FormerActors.Kernel;

/// <summary>Names turns, each once for all time, so that a commit whose reply was lost can be recognised.</summary>
public interface ITurnIds
{
    string Next();
}

/// <summary>The node's id and a counter: unique because a node's id is.</summary>
public sealed class NodeTurnIds(string node) : ITurnIds
{
    long count;

    public string Next() => $"{node}:{Interlocked.Increment(ref count)}";
}
