using System.Runtime.Serialization;
using System.Text.Json;
using Akka.Actor;
using Akka.Serialization;

namespace LossActors.Persistence.Bytes;

/// <summary>
/// What actors say to each other across the network: UTF-8 JSON under the record's name. The names are a list made at start from the
/// records of the Actors room; a name from the wire only chooses among them.
/// </summary>
public sealed class WireSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 8103;

    public override string Manifest(object o) => WireTypes.NameOf(o.GetType());

    public override byte[] ToBinary(object obj) => JsonSerializer.SerializeToUtf8Bytes(obj, obj.GetType(), WireJson.Options);

    /// <exception cref="SerializationException">The name is none of a message, or the bytes are not such a message.</exception>
    public override object FromBinary(byte[] bytes, string? manifest)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, WireTypes.Named(manifest ?? ""), WireJson.Options)
                ?? throw new SerializationException($"A message '{manifest}' is null.");
        }
        catch (Exception e) when (e is JsonException or FormatException or NotSupportedException or ArgumentException)
        {
            throw new SerializationException($"A message '{manifest}' does not read: {e.Message}", e);
        }
    }
}
