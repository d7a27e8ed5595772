using Akka.Actor;
using LossActors.Actors.Entities;

namespace LossActors.Actors.Devices;

/// <summary>The <see cref="Dispatcher"/> as a cluster singleton. Keeps nothing: the next one hears all of it within a tick.</summary>
public sealed class DispatcherActor : ReceiveActor, IWithTimers
{
    readonly Dispatcher dispatcher = new();

    public DispatcherActor(TimeProvider time)
    {
        Receive<IMessage>(message =>
        {
            // A device that is stopped with its node has no time to say so.
            if (message is DeviceState) Context.Watch(Sender);
            dispatcher.Receive(message, new ActorAsker(Sender, Self), time.GetElapsedTime(0));
        });
        Receive<Terminated>(ended => dispatcher.Forget(new ActorAsker(ended.ActorRef, Self), time.GetElapsedTime(0)));
        Receive<Beat>(_ => dispatcher.Tick(time.GetElapsedTime(0)));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(TimeProvider time) => Akka.Actor.Props.Create(() => new DispatcherActor(time));

    protected override void PreStart() => Timers.StartPeriodicTimer(nameof(Beat), new Beat(), Patience.Tick);

    sealed record Beat;
}
