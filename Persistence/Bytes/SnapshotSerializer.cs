using Akka.Actor;
using Akka.Serialization;
using LossActors.Actors.Entities;

namespace LossActors.Persistence.Bytes;

/// <summary>
/// A snapshot is its state's bytes; kind, format, step and checksum are its manifest. One that is damaged is read as
/// <see cref="DamagedSnapshot"/>: an exception would end the recovery, though the journal has all.
/// </summary>
public sealed class SnapshotSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 8102;

    public override string Manifest(object o)
    {
        var snapshot = (EntitySnapshot)o;
        var head = $"{snapshot.Kind}:{snapshot.Format}:{snapshot.Step}";
        return $"{head}:{Checksum.Of(head, snapshot.State.Span):x8}";
    }

    public override byte[] ToBinary(object obj) => ((EntitySnapshot)obj).State.ToArray();

    public override object FromBinary(byte[] bytes, string? manifest)
    {
        manifest ??= "";
        var parts = manifest.Split(':');
        return parts.Length != 4 || !int.TryParse(parts[1], out var format) || !long.TryParse(parts[2], out var step)
            ? new DamagedSnapshot($"A snapshot's manifest '{manifest}' is none that this program writes.")
            : $"{Checksum.Of(manifest[..manifest.LastIndexOf(':')], bytes):x8}" != parts[3]
                ? new DamagedSnapshot($"A snapshot's bytes do not have the checksum of its manifest '{manifest}'.")
                : new EntitySnapshot(parts[0], format, step, bytes);
    }
}
