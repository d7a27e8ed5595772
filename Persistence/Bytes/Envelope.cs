using System.Text.Json;
using System.Text.Json.Serialization;
using LossActors.Actors.Entities;

namespace LossActors.Persistence.Bytes;

/// <summary>What surrounds an event in its payload, and where in it the event's own bytes lie.</summary>
readonly record struct Envelope(long Step, string Process, string Node, Cost? Cost, Range Event)
{
    public static Envelope Read(ReadOnlySpan<byte> payload)
    {
        var json = new Utf8JsonReader(payload);
        var envelope = new Envelope(0, "", "", null, default);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString();
            json.Read();
            switch (name)
            {
                case "step": envelope = envelope with { Step = json.GetInt64() }; break;
                case "process": envelope = envelope with { Process = json.GetString()! }; break;
                case "node": envelope = envelope with { Node = json.GetString()! }; break;
                case "cost": envelope = envelope with { Cost = JsonSerializer.Deserialize(ref json, EnvelopeJson.Default.Cost) }; break;
                case "event":
                    var start = (int)json.TokenStartIndex;
                    json.Skip();
                    envelope = envelope with { Event = start..(int)json.BytesConsumed };
                    break;
                default: json.Skip(); break;
            }
        }

        return envelope;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Cost))]
sealed partial class EnvelopeJson : JsonSerializerContext;
