using System.Text.Json;
using System.Text.Json.Serialization;
using LossActors.Learning.Training;

namespace LossActors.Actors.Entities;

/// <summary>A recipe inside other JSON: its own canonical text, parsed once where bytes come in.</summary>
public sealed class RecipeConverter : JsonConverter<Recipe>
{
    public override Recipe Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Recipe.Parse(JsonElement.ParseValue(ref reader).GetRawText());

    public override void Write(Utf8JsonWriter writer, Recipe value, JsonSerializerOptions options) => writer.WriteRawValue(value.ToJson());
}
