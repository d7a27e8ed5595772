using System.Text.Json;
using LossActors.Actors.Entities;
using LossActors.Actors.Trials;

namespace LossActors.Host.RunFiles;

/// <summary>What founds the run or comparison of a file, and by what it is known again.</summary>
/// <param name="Keys">The keys that decide the result, with their values, defaults included: it is resumed only with the same ones.</param>
/// <param name="Trained">What will be trained, as far as it is known: cross-entropy on each network first, then the losses named.</param>
/// <param name="Question">Asks for the founding, given <see cref="Config"/>.</param>
public sealed record Founding(
    EntityId Id, IReadOnlyDictionary<string, string> Keys, IReadOnlyList<Entrant> Trained, Func<string, IMessage> Question)
{
    /// <summary>The keys as JSON, sorted.</summary>
    public string Config => JsonSerializer.Serialize(new SortedDictionary<string, string>(Keys.ToDictionary(), StringComparer.Ordinal));

    /// <summary>Where the files lie that its trainings read.</summary>
    public IEnumerable<string> Files() => Trained.Select(e => e.Recipe).DistinctBy(r => (r.Dataset, r.Network)).SelectMany(r => r.Files());
}
