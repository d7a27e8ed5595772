using LossActors.Actors.Devices;

namespace LossActors.Actors.Tests.Devices;

[Trait("guarantee", "G10")]
public sealed class WatchdogTests
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    readonly Watchdog watchdog = new(Second, Second * 3);

    [Fact]
    public void So_many_silent_ticks_count_as_hung()
    {
        Assert.Equal([false, false, true], Enumerable.Range(0, 3).Select(_ => watchdog.Ticked(Second)));
    }

    [Fact]
    public void A_late_tick_adds_nothing()
    {
        Assert.All(Enumerable.Range(0, 100), _ => Assert.False(watchdog.Ticked(TimeSpan.FromHours(1))));
    }

    [Fact]
    public void A_step_ends_the_silence()
    {
        watchdog.Ticked(Second);
        watchdog.Ticked(Second);
        watchdog.Heard();
        Assert.False(watchdog.Ticked(Second));
    }
}
