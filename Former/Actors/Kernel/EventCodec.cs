using System.Text.Json;
using System.Text.Json.Serialization;
using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Kernel;

/// <summary>The canonical bytes of one kind of actor's events: the record's name as type, its properties in the order declared as JSON.</summary>
/// <param name="version">Raised when a record changes its form.</param>
/// <param name="types">Every record that a journal may hold.</param>
public sealed class EventCodec<TEvent>(JsonSerializerContext json, int version, params IEnumerable<Type> types) where TEvent : class
{
    readonly Dictionary<string, Type> byName = types.ToDictionary(t => t.Name);

    public NewEvent Write(TEvent happened) =>
        new(happened.GetType().Name, version, JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), json));

    /// <exception cref="UnknownEventException">No record of this name and version.</exception>
    public TEvent Read(string type, int writtenVersion, ReadOnlyMemory<byte> data) =>
        writtenVersion != version || !byName.TryGetValue(type, out var known)
            ? throw new UnknownEventException(type, writtenVersion)
            : (TEvent)(JsonSerializer.Deserialize(data.Span, known, json) ?? throw new FormatException($"An event '{type}' is empty."));
}
