namespace LossActors.Host;

/// <summary>The program's exit codes, as documented.</summary>
static class ExitCode
{
    public const int Done = 0;

    /// <summary>A fault of the program's own.</summary>
    public const int OwnFault = 1;

    public const int BadConfiguration = 2;
    public const int BadData = 3;
    public const int Journal = 4;

    /// <summary>Nothing can go on: an actor is parked, or no device works.</summary>
    public const int Stuck = 5;

    /// <summary>A search has ended, and no loss of it can be its champion; or a comparison, and all its trainings diverged.</summary>
    public const int NoChampion = 6;

    public const int Interrupted = 130;
}
