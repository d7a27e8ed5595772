using Akka.Actor;
using Akka.Event;
using Akka.Remote;
using LossActors.Actors.Devices;
using LossActors.Actors.Entities;
using LossActors.Persistence.Databases;
using LossActors.Persistence.Reading;

namespace LossActors.Host.Nodes;

/// <summary>Hears what happens inside this process: devices that end, entities that stand still, a quarantine.</summary>
sealed class NodeWatch : ReceiveActor
{
    readonly ILoggingAdapter log = Context.GetLogger();

    public NodeWatch(Database journal, Action<DeviceEnded> onDeviceEnded, Action onQuarantined)
    {
        var parked = new ParkedTable(journal);
        Receive<DeviceEnded>(onDeviceEnded);
        Receive<ThisActorSystemQuarantinedEvent>(_ => onQuarantined());
        ReceiveAsync<EntityStandsStill>(async still =>
        {
            try
            {
                await parked.Park(still.Entity.PersistenceId, still.Reason, Environment.MachineName);
            }
            catch (LossActors.Persistence.Addresses.JournalException e)
            {
                log.Warning("That {0} stands still could not be noted: {1}", still.Entity, e.Message);
            }
        });
    }

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(DeviceEnded));
        Context.System.EventStream.Subscribe(Self, typeof(EntityStandsStill));
        Context.System.EventStream.Subscribe(Self, typeof(ThisActorSystemQuarantinedEvent));
    }
}
