using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using LossActors.Actors.Islands;
using LossActors.Host.Configuration;
using LossActors.Persistence.Views;

namespace LossActors.Host.Running;

/// <summary>
/// A run's steers as lines of text, <c>island inputs change</c>: what <c>journal --steers</c> prints and <c>run --steers</c> repeats,
/// each after as many inputs as the first time, so that the repeated run decides the same.
/// </summary>
static class Steers
{
    const string Island = "island/";

    /// <summary>More than any list of steers has: a device in the place of a file ends nowhere.</summary>
    const int MostBytes = 1 << 24;

    public static ImmutableSortedDictionary<int, ImmutableArray<RepeatedSteer>> None { get; } =
        ImmutableSortedDictionary<int, ImmutableArray<RepeatedSteer>>.Empty;

    public static async IAsyncEnumerable<string> Lines(RunView view)
    {
        foreach (var island in view.Islands.Keys)
        {
            foreach (var (_, happened) in await view.Events(island))
            {
                if (happened is Steered steered)
                    yield return $"{Island}{island} {steered.After} {Encoding.UTF8.GetString(IslandJson.Bytes(steered.Change))}";
            }
        }
    }

    /// <param name="plan">Of the islands that are to be steered.</param>
    /// <exception cref="ConfigurationException">A line is not of the form, or none that the run's islands can take.</exception>
    public static ImmutableSortedDictionary<int, ImmutableArray<RepeatedSteer>> Read(string path, IslandPlan plan)
    {
        var steers = new SortedDictionary<int, List<RepeatedSteer>>();
        foreach (var (number, line) in LinesOf(path).Index())
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (Parse(line) is not var (island, steer))
            {
                throw new ConfigurationException(
                    new Configuration.Origin(path, number + 1, 1),
                    "is no steer; a line is written by lossactors journal --steers: island/0 17 {…}");
            }

            if (island >= plan.Islands)
            {
                throw new ConfigurationException(
                    new Configuration.Origin(path, number + 1, 1),
                    $"steers island {island}, and the run's are 0 to {plan.Islands - 1}; repeat the steers in a run of as many islands");
            }

            if (!steers.TryGetValue(island, out var own)) steers[island] = own = [];
            own.Add(steer);
        }

        var read = steers.ToImmutableSortedDictionary(s => s.Key, s => s.Value.ToImmutableArray());
        foreach (var (island, own) in read)
            if (RepeatedSteer.Problem(plan, own) is { } problem) throw new ConfigurationException(path, $"of island {island}, {problem}");
        return read;
    }

    static string[] LinesOf(string path)
    {
        try
        {
            var (bytes, _) = PlainFile.Read(path, MostBytes);
            return bytes.Length <= MostBytes
                ? Encoding.UTF8.GetString(bytes).ReplaceLineEndings("\n").Split('\n')
                : throw new ConfigurationException(
                    path, "is larger than any list of steers; name a file that lossactors journal --steers has written");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(path, "cannot be read; name a file that lossactors journal --steers has written");
        }
    }

    static (int Island, RepeatedSteer Steer)? Parse(string line)
    {
        var parts = line.Split(' ', 3);
        if (parts.Length != 3 || !parts[0].StartsWith(Island, StringComparison.Ordinal)
            || !int.TryParse(parts[0][Island.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var island)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var after))
            return null;
        try
        {
            return (island, new RepeatedSteer(after, IslandJson.Steering(Encoding.UTF8.GetBytes(parts[2]))));
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or FormatException)
        {
            return null;
        }
    }
}
