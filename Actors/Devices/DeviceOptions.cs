using LossActors.Actors.Entities;

namespace LossActors.Actors.Devices;

/// <summary>A device and how it is used.</summary>
public sealed record DeviceOptions
{
    /// <summary>In words, such as <c>cpu</c> or <c>cuda:0</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The machine's address: the same for every process on it.</summary>
    public required string Node { get; init; }

    public required Incarnation Process { get; init; }

    /// <summary>Trainings at a time. On the CPU one a core, each on one thread.</summary>
    public required int Lanes { get; init; }

    /// <summary>Hash of the device's probe training, or <c>any</c>: only wants of this class come here.</summary>
    public required string ArithmeticClass { get; init; }

    /// <summary>Whether its lanes train in child processes, as cards do.</summary>
    public bool IsIsolated { get; init; }
}

/// <summary>What a device has done since it started.</summary>
/// <param name="Busy">Lanes that train at this moment.</param>
/// <param name="TrainingSeconds">Wall time of all trainings that ended in a result, lanes added up.</param>
public sealed record DeviceStatistics(int Busy, long Evaluations, double TrainingSeconds);
