using System.Text.Json;
using System.Text.Json.Serialization;
using LossActors.Learning.Training;

namespace LossActors.Actors.Entities;

/// <summary>A list of requests inside other JSON: its own canonical text.</summary>
public sealed class RequestListConverter : JsonConverter<RequestList>
{
    public override RequestList Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        RequestList.Parse(JsonElement.ParseValue(ref reader).GetRawText());

    public override void Write(Utf8JsonWriter writer, RequestList value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.ToJson());
}
