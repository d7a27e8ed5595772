using System.Text;
using LossActors.Actors.Islands;
using LossActors.Host.Configuration;
using LossActors.FormerPersistence;

namespace LossActors.Host.Running;

/// <summary>
/// A run's steers as lines of text, <c>island inputs change</c>: what <c>journal --steers</c> prints and <c>run --steers</c> repeats,
/// each after as many inputs as the first time, so that the repeated run decides the same.
/// </summary>
static class Steers
{
    public static async IAsyncEnumerable<string> Lines(IStore store, RunRecord run)
    {
        foreach (var island in (await store.Actors(run.Id)).Where(a => a.Kind == IslandLogic.Kind))
            await foreach (var record in store.Journal(island.Id))
                if (record.Type == nameof(Steered) && IslandJson.Read(record.Type, record.Version, record.Data) is Steered steered)
                    yield return $"{island.Id.Name} {steered.After} {Encoding.UTF8.GetString(IslandJson.Bytes(steered.Change).Span)}";
    }

    /// <summary>Puts the steers where their islands will find them. To be called before the islands begin.</summary>
    /// <exception cref="ConfigurationException">A line is not of the form.</exception>
    public static async ValueTask Post(IStore store, RunRecord run, string path)
    {
        var number = 0;
        foreach (var line in await File.ReadAllLinesAsync(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            var parts = line.Split(' ', 3);
            if (parts.Length != 3 || !parts[0].StartsWith("island/", StringComparison.Ordinal) || !int.TryParse(parts[1], out var after) || Read(parts[2]) is not { } change)
                throw new ConfigurationException(new Configuration.Origin(path, number, 1), "is no steer; a line is written by lossactors journal --steers: island/0 17 {…}");
            await store.Post(new ActorId(run.Id, parts[0]), IslandDecisions.SteerKey(after), IslandDecisions.SteerMessage, change);
        }
    }

    static ReadOnlyMemory<byte>? Read(string json)
    {
        try
        {
            return IslandJson.Bytes(IslandJson.Steering(Encoding.UTF8.GetBytes(json)));
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or FormatException)
        {
            return null;
        }
    }
}
