using System.Text.Json;
using System.Text.Json.Serialization;

namespace LossActors.Actors.Entities;

/// <summary>The canonical bytes of one kind of entity's events.</summary>
public interface IEventCodec
{
    /// <summary>The first part of the persistence ids whose journals it writes, such as <c>island</c>.</summary>
    string Kind { get; }

    /// <summary>Raised when a record changes its form.</summary>
    int Version { get; }

    bool Knows(IEvent happened);

    /// <summary>UTF-8 JSON, properties in the order declared, numbers shortest round-trip, no white space.</summary>
    byte[] Write(IEvent happened);

    /// <exception cref="UnknownEventException">No record of this name and version.</exception>
    IEvent Read(string type, int version, ReadOnlySpan<byte> data);
}

/// <inheritdoc cref="IEventCodec"/>
/// <param name="types">Every record that a journal of this kind may hold; the record's name is the event's type.</param>
public sealed class EventCodec<TEvent>(string kind, JsonSerializerContext json, int version, params IEnumerable<Type> types) : IEventCodec
    where TEvent : class, IEvent
{
    readonly Dictionary<string, Type> byName = types.ToDictionary(t => t.Name);

    public string Kind => kind;

    public int Version => version;

    public bool Knows(IEvent happened) => happened is TEvent;

    public byte[] Write(IEvent happened) => JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), json);

    public IEvent Read(string type, int writtenVersion, ReadOnlySpan<byte> data) =>
        writtenVersion != version || !byName.TryGetValue(type, out var known)
            ? throw new UnknownEventException(type, writtenVersion)
            : (TEvent)(JsonSerializer.Deserialize(data, known, json) ?? throw new FormatException($"An event '{type}' is empty."));
}

/// <summary>A journal holds an event that this version of the program cannot read.</summary>
public sealed class UnknownEventException(string type, int version)
    : Exception($"The journal has an event '{type}' of version {version}, which this version of LossActors cannot read: use a newer one.");
