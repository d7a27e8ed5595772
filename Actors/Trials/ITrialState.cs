namespace LossActors.Actors.Trials;

/// <summary>What the states of a run and of a comparison have in common.</summary>
public interface ITrialState
{
    bool IsFounded { get; }

    /// <summary>Shared by all its evaluations; null until the dispatcher named one.</summary>
    string? ArithmeticClass { get; }

    bool IsPaused { get; }

    /// <summary>Pauses and continues on record.</summary>
    int PauseChanges { get; }

    bool HasEnded { get; }

    /// <summary>The trial that was opened last.</summary>
    Trial? Trial { get; }
}
