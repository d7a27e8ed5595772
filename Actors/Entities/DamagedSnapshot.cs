namespace LossActors.Actors.Entities;

/// <summary>
/// Offered in recovery in place of a snapshot whose bytes are not those that were written. The journal has all: recover without snapshots.
/// </summary>
/// <param name="Reason">In a sentence.</param>
public sealed record DamagedSnapshot(string Reason);
