using System.Text.Json;
using System.Text.Json.Serialization;
using LossActors.Actors.Entities;
using LossActors.Learning.Training;

namespace LossActors.Persistence.Bytes;

/// <summary>How messages are written as JSON.</summary>
static class WireJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        // What a record computes is no part of it.
        IgnoreReadOnlyProperties = true,
        // A part that is missing, or null where there must be one, is found here and not by the actor that it is for.
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters =
        {
            new EntityIdConverter(), new MessageConverter(), new CanonicalConverter<EvaluationRequest>(), new CanonicalConverter<Recipe>(),
            new CanonicalConverter<RequestList>(),
        },
    };

    /// <summary>An entity is its persistence id.</summary>
    sealed class EntityIdConverter : JsonConverter<EntityId>
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsAssignableTo(typeof(EntityId));

        public override EntityId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            EntityId.Parse(reader.GetString() ?? "") is { } id && id.GetType().IsAssignableTo(typeToConvert)
                ? id : throw new JsonException("A text names no entity.");

        public override void Write(Utf8JsonWriter writer, EntityId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.PersistenceId);
    }

    /// <summary>A message inside a message: <c>{"Name":{…}}</c>.</summary>
    sealed class MessageConverter : JsonConverter<IMessage>
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert == typeof(IMessage);

        public override IMessage Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartObject || !reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
                throw new JsonException("A message inside a message has no name.");
            var type = WireTypes.Named(reader.GetString()!);
            reader.Read();
            var message = (IMessage?)JsonSerializer.Deserialize(ref reader, type, options) ?? throw new JsonException("A message is null.");
            return reader.Read() && reader.TokenType == JsonTokenType.EndObject
                ? message : throw new JsonException("A message has two names.");
        }

        public override void Write(Utf8JsonWriter writer, IMessage value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WritePropertyName(WireTypes.NameOf(value.GetType()));
            JsonSerializer.Serialize(writer, value, value.GetType(), options);
            writer.WriteEndObject();
        }
    }
}
