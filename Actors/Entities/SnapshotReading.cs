using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LossActors.Actors.Entities;

static class SnapshotReading
{
    /// <exception cref="SnapshotException">Of another kind or format, or damaged.</exception>
    public static TState Read<TState>(this EntitySnapshot snapshot, string kind, int format, JsonTypeInfo<TState> json)
        where TState : class
    {
        if (snapshot.Kind != kind || snapshot.Format != format)
        {
            throw new SnapshotException(
                $"A snapshot of kind '{snapshot.Kind}' and format {snapshot.Format} is none of kind '{kind}' and format {format}.");
        }

        try
        {
            return JsonSerializer.Deserialize(snapshot.State.Span, json) ?? throw new SnapshotException("A snapshot is empty.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or FormatException or ArgumentException)
        {
            throw new SnapshotException($"A snapshot does not read: {e.Message}", e);
        }
    }
}
