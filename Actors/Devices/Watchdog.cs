namespace LossActors.Actors.Devices;

/// <summary>
/// Counts a child's silence in ticks of its supervisor. A late tick adds nothing: then the supervisor did not run either (its machine
/// slept, or was stopped), and nothing is known about the child.
/// </summary>
/// <param name="tick">Time between two ticks.</param>
/// <param name="patience">Silence after which the child counts as hung.</param>
public sealed class Watchdog(TimeSpan tick, TimeSpan patience)
{
    TimeSpan silence;

    public TimeSpan Tick => tick;

    public TimeSpan Patience => patience;

    public void Heard() => silence = TimeSpan.Zero;

    /// <param name="elapsed">Time since the tick before, or since the child was heard.</param>
    /// <returns>Whether the child counts as hung.</returns>
    public bool Ticked(TimeSpan elapsed)
    {
        if (elapsed < tick * 2) silence += tick;
        return silence >= patience;
    }
}
