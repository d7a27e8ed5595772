namespace LossActors.Simulation.Tests.Worlds;

/// <summary>The rules of the protocol that a simulation can leave out, to show what each is for. All hold by default.</summary>
sealed record Rules
{
    /// <summary>The journal's key (persistence id, sequence number) lets one writer through.</summary>
    public bool UniqueKey { get; init; } = true;
}
