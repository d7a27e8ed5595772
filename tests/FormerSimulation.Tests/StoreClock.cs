namespace LossActors.FormerSimulation.Tests;

/// <summary>The store's wall clock, which may be set forward and back.</summary>
sealed class StoreClock(Scheduler scheduler) : TimeProvider
{
    public TimeSpan Offset { get; set; }

    public override DateTimeOffset GetUtcNow() => Machine.Epoch + Offset + scheduler.Now;
}
