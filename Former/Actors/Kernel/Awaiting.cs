namespace LossActors.FormerActors.Kernel;

/// <summary>
/// What an actor takes next: a wave of each of some islands, one of some mailbox keys, or any message.
/// A complete set of waves is taken before a message; of several keys the first listed that has come.
/// </summary>
public sealed record Awaiting
{
    /// <summary>The actor has nothing more to do.</summary>
    public static Awaiting Nothing { get; } = new();

    /// <summary>The oldest messages, whatever they are.</summary>
    public static Awaiting AnyMessage { get; } = new() { Any = true };

    /// <summary>The oldest message of a type, whatever came before it.</summary>
    public static Awaiting OfType(string type) => new() { Any = true, Type = type };

    public bool Any { get; init; }

    public string? Type { get; init; }

    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Keys that go before <see cref="Keys"/>; of these the message that came first.</summary>
    public IReadOnlyList<string> Urgent { get; init; } = [];

    /// <summary>Keys that may be awaited soon: what has come of them is read along, so that a backlog costs one look.</summary>
    public IReadOnlyList<string> Soon { get; init; } = [];

    public WavesAwaited? Waves { get; init; }

    public static Awaiting ForKeys(params IReadOnlyList<string> keys) => new() { Keys = keys };
}

/// <summary>Wave <paramref name="W"/> of every one of these island actors, all of them or none.</summary>
public sealed record WavesAwaited(int W, IReadOnlyList<string> Islands);
