namespace LossActors.FormerPersistence.Tests;

/// <summary>A clock that stands still until a test moves it.</summary>
sealed class ManualTime : TimeProvider
{
    DateTimeOffset now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public void Pass(TimeSpan time) => now += time;
}
