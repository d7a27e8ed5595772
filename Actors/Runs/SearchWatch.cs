using System.Collections.Immutable;
using LossActors.Actors.Islands;

namespace LossActors.Actors.Runs;

/// <summary>
/// What a run has heard from its islands in this life. All of it are facts that hold for ever (how far an island is, when it met the
/// target, its contenders as of a stop), so answers that come late, twice or out of order say nothing wrong.
/// </summary>
sealed class SearchWatch
{
    readonly Dictionary<int, IslandProgress> latest = [];

    /// <summary>The smallest birth known at which an island met the target (b*), or null.</summary>
    public int? Stop { get; private set; }

    public bool Knows(int island) => latest.ContainsKey(island);

    public bool HasEnded(int island) => latest.GetValueOrDefault(island)?.Ended == true;

    public void Hear(IslandProgress answer)
    {
        if (answer.MetAt is { } met && !(Stop <= met)) Stop = met;
        if (!latest.TryGetValue(answer.Island, out var known) || Worth(answer).CompareTo(Worth(known)) >= 0) latest[answer.Island] = answer;
    }

    /// <summary>
    /// The end of the search: every answer is for the final stop, and is through it or ended. An island that is through the stop has told
    /// whether it met the target before, so no smaller one can come.
    /// </summary>
    public AllThrough? End(int islands) =>
        latest.Count == islands && latest.Values.All(IsThrough)
            ? new AllThrough(Stop, latest.Values.Max(a => a.Through) + 1, [.. latest.Values.SelectMany(a => a.Contenders)]) : null;

    bool IsThrough(IslandProgress answer) => answer.Stop == Stop && (answer.Ended || answer.Through >= Stop);

    (bool, bool, int) Worth(IslandProgress answer) => (answer.Stop == Stop, answer.Ended, answer.Through);
}
