namespace LossActors.FormerActors.Devices;

/// <summary>A device and how it is used.</summary>
public sealed record DeviceOptions
{
    /// <summary>In words, such as <c>cpu</c> or <c>cuda:0</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Trainings at a time. On the CPU one a core, each on one thread.</summary>
    public required int Lanes { get; init; }

    /// <summary>Hash of the device's probe training: only work of this class is claimed.</summary>
    public required string ArithmeticClass { get; init; }

    /// <summary>Work claimed ahead of a free lane, so that a lane never waits for the store. Small: another node may be idle.</summary>
    public int Ahead { get; init; } = 1;

    /// <summary>One in this many evaluations is trained twice, to see whether training is deterministic here. 0: never.</summary>
    public int AuditEvery { get; init; } = 100;

    /// <summary>Longest time between two looks for work when no hint comes.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);
}
