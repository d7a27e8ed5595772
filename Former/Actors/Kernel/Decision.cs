using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Kernel;

/// <summary>The events and effects of one turn. A turn has at least one event, so that its input is on record.</summary>
public sealed record Decision<TEvent>(IReadOnlyList<TEvent> Events)
{
    public IReadOnlyList<OutgoingMessage> Messages { get; init; } = [];

    public IReadOnlyList<WorkAsk> Asks { get; init; } = [];

    public IReadOnlyList<NewWave> Waves { get; init; } = [];

    public IReadOnlyList<NewActor> Spawned { get; init; } = [];

    public bool Ended { get; init; }

    public RunChange? Run { get; init; }
}
