namespace LossActors.Actors.Entities;

/// <summary>
/// How long what is waited for. None of it is part of a decision: other values change when something happens, never what.
/// </summary>
public static class Patience
{
    /// <summary>Between two times that an entity or device asks all that is outstanding.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Between two times that a run asks its islands how far they are: an island that has moved to another node waits for that.
    /// </summary>
    public static readonly TimeSpan Pull = TimeSpan.FromMilliseconds(500);

    /// <summary>How long an island may go on after its run's last word.</summary>
    public static readonly TimeSpan Permit = TimeSpan.FromSeconds(15);

    /// <summary>An island without a permit for so long ends its life in memory.</summary>
    public static readonly TimeSpan IdleIsland = TimeSpan.FromSeconds(30);

    /// <summary>A run that has nothing to do and hears nothing for so long ends its life in memory.</summary>
    public static readonly TimeSpan IdleRun = TimeSpan.FromSeconds(10);

    /// <summary>Who has not asked again for so long is no asker any more; a want not renewed for so long is none.</summary>
    public static readonly TimeSpan Asker = TimeSpan.FromSeconds(12);

    /// <summary>An evaluation that is done and was not asked for so long ends its life in memory.</summary>
    public static readonly TimeSpan IdleEvaluation = TimeSpan.FromSeconds(5);

    /// <summary>An evaluation that is not done and was not asked for so long ends its life in memory.</summary>
    public static readonly TimeSpan UnaskedEvaluation = TimeSpan.FromSeconds(30);

    /// <summary>An evaluation that waits for its audit for so long gives it up until it is asked for again.</summary>
    public static readonly TimeSpan Audit = TimeSpan.FromMinutes(10);

    /// <summary>An assignment that is not among what its device holds by then is void.</summary>
    public static readonly TimeSpan Assignment = TimeSpan.FromSeconds(5);

    /// <summary>A device unheard for so long is forgotten.</summary>
    public static readonly TimeSpan Device = TimeSpan.FromSeconds(10);

    /// <summary>A lane waits so long for leave to start.</summary>
    public static readonly TimeSpan Leave = TimeSpan.FromSeconds(10);
}
