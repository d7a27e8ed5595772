using System.Text.Json;
using System.Text.Json.Serialization;

namespace LossActors.Actors.Entities;

/// <summary>JSON text carried as it is, byte for byte, inside other JSON.</summary>
[JsonConverter(typeof(CanonicalJsonConverter))]
public readonly record struct CanonicalJson(string Text)
{
    public override string ToString() => Text;
}

sealed class CanonicalJsonConverter : JsonConverter<CanonicalJson>
{
    public override CanonicalJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonElement.ParseValue(ref reader).GetRawText());

    public override void Write(Utf8JsonWriter writer, CanonicalJson value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Text);
}
