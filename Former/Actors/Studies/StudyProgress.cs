using LossActors.FormerActors.Runs;

namespace LossActors.FormerActors.Studies;

/// <summary>A study between two turns. Immutable; changed by <see cref="StudyLogic.Apply"/> alone.</summary>
public sealed record StudyProgress
{
    public static StudyProgress Initial { get; } = new();

    /// <summary>Null until the study is founded.</summary>
    public StudyPlan? Plan { get; init; }

    public string? ArithmeticClass { get; init; }

    /// <summary>The next ticket.</summary>
    public int Tickets { get; init; }

    /// <summary>The learning rates tried; null where there are none to try.</summary>
    public Trial? Tuning { get; init; }

    /// <summary>The plan's entries on its draws, once their learning rates are settled.</summary>
    public Trial? Trainings { get; init; }

    public bool Ended { get; init; }

    /// <summary>The trial under way.</summary>
    public Trial? Current => Trainings ?? Tuning;
}
