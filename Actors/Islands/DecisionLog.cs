using System.Security.Cryptography;
using System.Text;

namespace LossActors.Actors.Islands;

/// <summary>
/// An island's decision events: each one's type and canonical body, and nothing that differs between two runs of the same search (no
/// number, step, time, node, device, or whether a result was cached).
/// </summary>
public static class DecisionLog
{
    /// <summary>One line an event: island, type, body.</summary>
    /// <param name="journal">The island's events in order, each with the number of its step.</param>
    /// <param name="stop">The birth at which the run's target was met, or null. What lies beyond is left out.</param>
    public static IEnumerable<string> Lines(int island, IEnumerable<(long Step, IslandEvent Event)> journal, int? stop)
    {
        foreach (var (_, happened) in Until(journal, stop))
            if (happened.IsDecision) yield return Line(island, happened);
    }

    public static string Line(int island, IslandEvent happened) => $"island/{island} {Text(happened)}";

    /// <summary>The events of the steps before which not all births up to the stop were scored: such a step counts whole.</summary>
    public static IEnumerable<(long Step, IslandEvent Event)> Until(IEnumerable<(long Step, IslandEvent Event)> journal, int? stop)
    {
        var (state, last) = (IslandState.Initial, 0L);
        foreach (var (step, happened) in journal)
        {
            if (step != last && state.ScoredThrough >= stop) yield break;
            last = step;
            if (stop is not null) state = IslandFold.Apply(state, happened);
            yield return (step, happened);
        }
    }

    /// <summary>SHA-256, hex, of the lines, each ended by a line feed.</summary>
    public static string Hash(IEnumerable<string> lines)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in lines) hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    internal static string Text(IslandEvent happened) =>
        $"{happened.GetType().Name} {Encoding.UTF8.GetString(IslandJson.Events.Write(happened))}";

    internal static IEnumerable<(long Number, List<IslandEvent> Events)> BySteps(this IEnumerable<(long Step, IslandEvent Event)> journal)
    {
        var (number, events) = (0L, new List<IslandEvent>());
        foreach (var (step, happened) in journal)
        {
            if (step != number && events.Count > 0)
            {
                yield return (number, events);
                events = [];
            }

            number = step;
            events.Add(happened);
        }

        if (events.Count > 0) yield return (number, events);
    }
}
