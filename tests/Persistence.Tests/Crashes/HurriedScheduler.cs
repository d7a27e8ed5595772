using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace LossActors.Persistence.Tests.Crashes;

/// <summary>Akka's own scheduler, in which time goes by quickly.</summary>
public sealed class HurriedScheduler(Config config, ILoggingAdapter log) : SchedulerBase(config, log), IDisposable
{
    /// <summary>Times faster than real time.</summary>
    public const int Haste = 20;

    readonly HashedWheelTimerScheduler real = new(config, log);

    public override TimeSpan MonotonicClock => real.MonotonicClock;

    public override TimeSpan HighResMonotonicClock => real.HighResMonotonicClock;

    protected override DateTimeOffset TimeNow => DateTimeOffset.Now;

    public void Dispose() => real.Dispose();

    protected override void InternalScheduleTellOnce(
        TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable? cancelable) =>
        ((ITellScheduler)real).ScheduleTellOnce(delay / Haste, receiver, message, sender, cancelable);

    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable? cancelable) =>
        ((ITellScheduler)real).ScheduleTellRepeatedly(initialDelay / Haste, interval / Haste, receiver, message, sender, cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) =>
        ((IActionScheduler)real).ScheduleOnce(delay / Haste, action, cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable? cancelable) =>
        ((IRunnableScheduler)real).ScheduleOnce(delay / Haste, action, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        ((IActionScheduler)real).ScheduleRepeatedly(initialDelay / Haste, interval / Haste, action, cancelable);

    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable? cancelable) =>
        ((IRunnableScheduler)real).ScheduleRepeatedly(initialDelay / Haste, interval / Haste, action, cancelable);
}
