using Akka.Configuration;

namespace LossActors.Persistence.Bytes;

/// <summary>
/// The serializers of an actor system: ours, and those of Akka's that Akka needs for itself. A serializer that is told a type's name
/// takes that name from the wire, so every one here goes by manifests of its own.
/// </summary>
public static class Serializers
{
    /// <summary>To stand before all other configuration.</summary>
    public static Config Hocon { get; } = ConfigurationFactory.ParseString(
        """
        # Putting them in the place of Akka's is the point.
        akka.log-serializer-override-on-start = off
        akka.actor {
          serializers {
            la-journal = "LossActors.Persistence.Bytes.JournalSerializer, LossActors.Persistence"
            la-snapshot = "LossActors.Persistence.Bytes.SnapshotSerializer, LossActors.Persistence"
            la-wire = "LossActors.Persistence.Bytes.WireSerializer, LossActors.Persistence"
            json = "LossActors.Persistence.Bytes.RefusedSerializer, LossActors.Persistence"
            proto = "LossActors.Persistence.Bytes.RefusedSerializer, LossActors.Persistence"
            daemon-create = "LossActors.Persistence.Bytes.RefusedSerializer, LossActors.Persistence"
            reliable-delivery = "LossActors.Persistence.Bytes.RefusedSerializer, LossActors.Persistence"
            akka-persistence-message = "LossActors.Persistence.Bytes.RefusedSerializer, LossActors.Persistence"
            akka-persistence-snapshot = "LossActors.Persistence.Bytes.RefusedSerializer, LossActors.Persistence"
            akka-stream-ref = "LossActors.Persistence.Bytes.RefusedSerializer, LossActors.Persistence"
            akka-replicated-data = "LossActors.Persistence.Bytes.RegisterSerializer, LossActors.Persistence"
            null = "LossActors.Persistence.Bytes.RefusedSerializer, LossActors.Persistence"
            bytes = "LossActors.Persistence.Bytes.GatedSerializer, LossActors.Persistence"
            akka-misc = "LossActors.Persistence.Bytes.GatedSerializer, LossActors.Persistence"
            akka-containers = "LossActors.Persistence.Bytes.GatedSerializer, LossActors.Persistence"
            akka-system-msg = "LossActors.Persistence.Bytes.GatedSerializer, LossActors.Persistence"
          }
          serialization-bindings {
            "LossActors.Actors.Entities.Journaled, LossActors.Actors" = la-journal
            "LossActors.Actors.Entities.EntitySnapshot, LossActors.Actors" = la-snapshot
            "LossActors.Actors.Entities.IMessage, LossActors.Actors" = la-wire
          }
          # A system without a network has no entry for these.
          serialization-identifiers {
            "Akka.DistributedData.Serialization.ReplicatedDataSerializer, Akka.DistributedData" = 11
            "Akka.Remote.Serialization.MessageContainerSerializer, Akka.Remote" = 6
            "Akka.Remote.Serialization.MiscMessageSerializer, Akka.Remote" = 16
            "Akka.Remote.Serialization.SystemMessageSerializer, Akka.Remote" = 22
          }
          serialization-settings {
            json.id = 1
            proto.id = 2
            daemon-create.id = 3
            reliable-delivery.id = 36
            akka-persistence-message.id = 7
            akka-persistence-snapshot.id = 8
            akka-stream-ref.id = 30
            null.id = 0
            bytes { inner = "Akka.Serialization.ByteArraySerializer, Akka", allow = [""] }
            akka-misc {
              inner = "Akka.Remote.Serialization.MiscMessageSerializer, Akka.Remote"
              allow = [ID, AID, AR, PP, RWHB, RWHR]
            }
            akka-containers { inner = "Akka.Remote.Serialization.MessageContainerSerializer, Akka.Remote", allow = [""] }
            akka-system-msg {
              inner = "Akka.Remote.Serialization.SystemMessageSerializer, Akka.Remote"
              allow = [
                "Akka.Dispatch.SysMsg.Watch, Akka", "Akka.Dispatch.SysMsg.Unwatch, Akka", "Akka.Dispatch.SysMsg.Terminate, Akka",
                "Akka.Dispatch.SysMsg.DeathWatchNotification, Akka"
              ]
            }
          }
        }
        """);
}
