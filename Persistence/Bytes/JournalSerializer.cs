using Akka.Actor;
using Akka.Serialization;
using LossActors.Actors.Entities;

namespace LossActors.Persistence.Bytes;

/// <inheritdoc cref="EventBytes"/>
public sealed class JournalSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>
    /// The journal asks for the manifest and at once, on the same thread, for the bytes of one event: they are made once.
    /// </summary>
    [ThreadStatic]
    static (object Of, byte[] Payload)? written;

    readonly EventBytes bytes = EventCodecs.Of(system);

    public override int Identifier => 8101;

    public override string Manifest(object o)
    {
        var (manifest, payload) = bytes.Write((Journaled)o);
        written = (o, payload);
        return manifest;
    }

    public override byte[] ToBinary(object obj)
    {
        var last = written;
        written = null;
        return last is { } it && ReferenceEquals(it.Of, obj) ? it.Payload : bytes.Write((Journaled)obj).Payload;
    }

    public override object FromBinary(byte[] bytes, string? manifest) => this.bytes.Read(manifest ?? "", bytes);
}
