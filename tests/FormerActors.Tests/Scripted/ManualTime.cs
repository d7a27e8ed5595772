namespace LossActors.FormerActors.Tests.Scripted;

/// <summary>A clock, wall and monotonic, that stands still until a test moves it.</summary>
sealed class ManualTime : TimeProvider
{
    TimeSpan passed = TimeSpan.FromDays(1);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => passed.Ticks;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) + passed;

    public void Pass(double seconds) => passed += TimeSpan.FromSeconds(seconds);
}
