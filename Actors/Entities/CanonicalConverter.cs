using System.Text.Json;
using System.Text.Json.Serialization;
using LossActors.Learning.Training;

namespace LossActors.Actors.Entities;

/// <summary>A canonical value inside other JSON: its own text, parsed once where bytes come in.</summary>
public sealed class CanonicalConverter<T> : JsonConverter<T>
    where T : ICanonical<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.Parse(JsonElement.ParseValue(ref reader).GetRawText());

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteRawValue(value.ToJson());
}
