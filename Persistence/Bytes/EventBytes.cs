using System.Buffers;
using System.Text;
using System.Text.Json;
using LossActors.Actors.Entities;

namespace LossActors.Persistence.Bytes;

/// <summary>
/// An event's bytes in the journal: UTF-8 JSON <c>{"step":…,"process":…,"node":…,"cost":{…},"event":…}</c> around the event's canonical
/// body, which stays as it is, byte for byte. The manifest is <c>kind:type:version:crc</c>.
/// </summary>
public sealed class EventBytes(params IEnumerable<IEventCodec> codecs)
{
    readonly IReadOnlyList<IEventCodec> codecs = [.. codecs];

    /// <exception cref="ArgumentException">No codec knows the event.</exception>
    public (string Manifest, byte[] Payload) Write(Journaled journaled)
    {
        var codec = codecs.FirstOrDefault(c => c.Knows(journaled.Event))
            ?? throw new ArgumentException($"No codec writes events of the type {journaled.Event.GetType().Name}.", nameof(journaled));
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("step", journaled.Step);
            json.WriteString("process", journaled.Process.Id);
            json.WriteString("node", journaled.Node);
            if (journaled.Cost is { } cost)
            {
                json.WritePropertyName("cost");
                JsonSerializer.Serialize(json, cost, EnvelopeJson.Default.Cost);
            }

            json.WritePropertyName("event");
            json.WriteRawValue(codec.Write(journaled.Event), skipInputValidation: true);
            json.WriteEndObject();
        }

        var payload = buffer.WrittenSpan.ToArray();
        var head = $"{codec.Kind}:{journaled.Event.GetType().Name}:{codec.Version}";
        return ($"{head}:{Checksum.Of(head, payload):x8}", payload);
    }

    /// <exception cref="DamagedEventException">The bytes are not those that were written.</exception>
    /// <exception cref="UnknownEventException">No record of this name and version.</exception>
    public Journaled Read(string manifest, ReadOnlySpan<byte> payload)
    {
        var parts = manifest.Split(':');
        if (parts.Length != 4 || !int.TryParse(parts[2], out var version)
            || codecs.FirstOrDefault(c => c.Kind == parts[0]) is not { } codec)
            throw new DamagedEventException($"its manifest '{manifest}' is none that this program writes");
        var head = manifest[..manifest.LastIndexOf(':')];
        if ($"{Checksum.Of(head, payload):x8}" != parts[3])
            throw new DamagedEventException($"its bytes do not have the checksum of its manifest '{manifest}'");
        var envelope = Envelope.Read(payload);
        var happened = codec.Read(parts[1], version, payload[envelope.Event]);
        return new(happened, envelope.Step, new Incarnation(envelope.Process), envelope.Node, envelope.Cost);
    }

    /// <summary>The canonical body of an event alone, as <c>journal --decisions</c> prints them; the checksum is not looked at.</summary>
    public static string Body(ReadOnlySpan<byte> payload) => Encoding.UTF8.GetString(payload[Envelope.Read(payload).Event]);
}
