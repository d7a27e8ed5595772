namespace LossActors.Simulation.Tests.Joining;

/// <summary>Rules of joining that can be left out, to show what each is for. All hold by default.</summary>
sealed record JoiningRules
{
    /// <summary>A row is named by address and incarnation.</summary>
    public bool RowsHaveIncarnations { get; init; } = true;

    /// <summary>Who has formed a cluster lists itself only while the bootstrap lease is still its own.</summary>
    public bool FoundersHoldTheLease { get; init; } = true;

    /// <summary>Who has formed a cluster sets every other row down.</summary>
    public bool FoundersBuryTheRest { get; init; } = true;

    /// <summary>Only whose own row is up may bury another.</summary>
    public bool OnlyTheListedBury { get; init; } = true;

    /// <summary>Who finds its own row down ends.</summary>
    public bool TheBuriedEnd { get; init; } = true;

    /// <summary>Who cannot list itself after it has formed or joined a cluster ends.</summary>
    public bool TheRefusedEnd { get; init; } = true;
}
