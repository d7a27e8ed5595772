namespace LossActors.FormerSimulation.Tests;

/// <summary>Where a process runs: it crashes, or stands still and goes on. Its monotonic clock is its own, and so is its speed.</summary>
sealed class Machine(Scheduler scheduler, double clockRate, TimeSpan wallSkew) : TimeProvider
{
    public bool Crashed { get; set; }

    public TimeSpan StandsStillUntil { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => 1_000_000 + (long)(scheduler.Now.Ticks * clockRate);

    public override DateTimeOffset GetUtcNow() => Epoch + wallSkew + scheduler.Now;

    public static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
