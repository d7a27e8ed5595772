using Akka.Actor;
using Akka.Event;
using LossActors.Actors.Entities;

namespace LossActors.Actors.Devices;

/// <summary>One device of this process: a <see cref="DeviceCore"/> with lanes of its own.</summary>
public sealed class DeviceActor : ReceiveActor, IWithTimers, IDeviceWorld
{
    readonly DeviceOptions options;
    readonly IEntityRegions regions;
    readonly IActorRef dispatcher, self = Context.Self;
    readonly Func<bool> isUp;
    readonly EventStream events = Context.System.EventStream;
    readonly ILoggingAdapter log = Context.GetLogger();
    readonly ILanes lanes;

    /// <param name="newLanes">Makes the lanes, which report to the function they are given, from any thread.</param>
    /// <param name="isUp">As <see cref="IDeviceWorld.IsUp"/>.</param>
    public DeviceActor(
        DeviceOptions options, Func<Action<LaneOutcome>, ILanes> newLanes, IEntityRegions regions, IActorRef dispatcher, Func<bool> isUp,
        TimeProvider time)
    {
        (this.options, this.regions, this.dispatcher, this.isUp) = (options, regions, dispatcher, isUp);
        lanes = newLanes(outcome => self.Tell(outcome));
        var core = new DeviceCore(options, lanes, this);
        Receive<IMessage>(message => core.Receive(message, time.GetElapsedTime(0)));
        Receive<LaneOutcome>(outcome => core.Receive(outcome, time.GetElapsedTime(0)));
        Receive<Beat>(_ => core.Tick(time.GetElapsedTime(0)));
        Receive<DrainDevice>(_ => core.Drain());
        Receive<GetDeviceStatistics>(_ => Sender.Tell(core.Statistics));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    bool IDeviceWorld.IsUp => isUp();

    public static Props Props(
        DeviceOptions options, Func<Action<LaneOutcome>, ILanes> newLanes, IEntityRegions regions, IActorRef dispatcher, Func<bool> isUp,
        TimeProvider time) =>
        Akka.Actor.Props.Create(() => new DeviceActor(options, newLanes, regions, dispatcher, isUp, time));

    void IDeviceWorld.Ask(EntityId whom, IMessage question) => regions.Of(whom).Tell(new Addressed(whom, question), self);

    void IDeviceWorld.TellDispatcher(IMessage message) => dispatcher.Tell(message, self);

    void IDeviceWorld.Ended(string? reason)
    {
        if (reason is not null) log.Error("Device {0} stops: {1}", options.Name, reason);
        events.Publish(new DeviceEnded(options.Name, reason));
        Context.Stop(self);
    }

    protected override void PreStart() => Timers.StartPeriodicTimer(nameof(Beat), new Beat(), TimeSpan.Zero, Patience.Tick);

    protected override void PostStop() => lanes.Dispose();

    sealed record Beat;
}

/// <summary>Lets a device of this process give back what it holds and end.</summary>
public sealed record DrainDevice;

/// <summary>Answered with <see cref="DeviceStatistics"/>, inside the process.</summary>
public sealed record GetDeviceStatistics;

/// <summary>Published in a process when one of its devices has ended.</summary>
/// <param name="Reason">Why it failed; null: it was drained.</param>
public sealed record DeviceEnded(string Device, string? Reason);
