namespace LossActors.Actors.Entities;

/// <summary>
/// An entity cannot go on, for a reason that a person must see to. Its shell parks it: it takes nothing, writes nothing, and the reason is
/// shown.
/// </summary>
public sealed class ParkedException(string reason) : Exception(reason);
