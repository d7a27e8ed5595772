using LossActors.Actors.Devices;
using LossActors.Actors.Entities;

namespace LossActors.Simulation.Tests.Worlds;

/// <summary>
/// What stands between the program's classes and their world: nothing. One that overrides something leaves a rule of the protocol
/// out, to show what the rule is for. One a world.
/// </summary>
class Meddling
{
    /// <summary>Whether the journal's key (persistence id, sequence number) lets one writer through.</summary>
    public virtual bool HasUniqueKey => true;

    /// <param name="message">What an entity asks another.</param>
    /// <returns>Null: it is not asked.</returns>
    public virtual IMessage? Asks(EntityCell cell, EntityId whom, IMessage message) => message;

    /// <param name="message">What an entity tells the dispatcher.</param>
    public virtual IMessage? Tells(EntityCell cell, IMessage message) => message;

    /// <param name="message">What comes to an entity, before it is handled.</param>
    public virtual IMessage? Hears(EntityCell cell, IMessage message) => message;

    /// <param name="message">What a device asks an evaluation.</param>
    public virtual IMessage? Asks(DeviceCell device, IMessage message) => message;

    /// <param name="message">What a device tells the dispatcher.</param>
    public virtual IMessage? Tells(DeviceCell device, IMessage message) => message;

    public virtual bool IsGone(bool isGone) => isGone;

    /// <param name="options">What the device believes of its lanes.</param>
    public virtual DeviceOptions Options(DeviceOptions options) => options;

    /// <summary>An entity's timer has come.</summary>
    public virtual void Ticks(EntityCell cell)
    {
    }
}
