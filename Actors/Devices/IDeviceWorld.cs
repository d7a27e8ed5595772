using LossActors.Actors.Entities;

namespace LossActors.Actors.Devices;

/// <summary>What a device can do. Messages may be lost, doubled, delayed and reordered.</summary>
public interface IDeviceWorld
{
    /// <summary>Whether this node's row is up as far as it knows: a buried node bears no witness.</summary>
    bool IsUp { get; }

    void Ask(EntityId whom, IMessage question);

    void TellDispatcher(IMessage message);

    /// <summary>The device takes nothing any more, no lane of it runs, and all that it had to say is noted.</summary>
    /// <param name="reason">Why it failed; null: it was drained.</param>
    void Ended(string? reason);
}
