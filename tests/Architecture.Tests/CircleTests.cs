using System.Reflection;

namespace LossActors.Architecture.Tests;

/// <summary>No two namespaces of a room know each other, be it through others: then they are one idea in two folders.</summary>
public class CircleTests
{
    /// <summary>
    /// Circles that are still there, each with its namespaces in order. No new one may come, and one that is gone goes from here too.
    /// </summary>
    static readonly Dictionary<string, string[]> Known = new()
    {
        ["LossActors.Genetics"] = [],
        ["LossActors.Learning"] = [],
        ["LossActors.Actors"] = [],
        ["LossActors.Persistence"] = [],
        ["lossactors"] = ["LossActors.Host.Commands LossActors.Host.Running LossActors.Host.Terminal"],
    };

    public static TheoryData<string> Rooms => [.. Known.Keys];

    [Theory, MemberData(nameof(Rooms))]
    public void No_two_namespaces_of_a_room_know_each_other_in_a_circle(string room)
    {
        var known = new Uses(Assembly.Load(room)).ByNamespace();

        var circles = known.Keys
            .Select(start => Reachable(known, start).Where(other => Reachable(known, other).Contains(start)).Append(start).Distinct())
            .Select(circle => string.Join(" ", circle.Order(StringComparer.Ordinal)))
            .Where(circle => circle.Contains(' ', StringComparison.Ordinal))
            .Distinct()
            .ToList();

        var (more, gone) = (circles.Except(Known[room]), Known[room].Except(circles));
        Assert.True(!more.Any() && !gone.Any(), $"New: {string.Join("; ", more)}\nGone: {string.Join("; ", gone)}");
    }

    static HashSet<string> Reachable(IReadOnlyDictionary<string, HashSet<string>> known, string start)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>(known[start]);
        while (open.TryPop(out var next))
            if (seen.Add(next)) foreach (var further in known[next]) open.Push(further);
        return seen;
    }
}
