using System.Reflection;

namespace LossActors.Architecture.Tests;

/// <summary>No two namespaces of a room know each other, be it through others: then they are one idea in two folders.</summary>
public class CircleTests
{
    public static TheoryData<string> Rooms =>
    [
        "LossActors.Genetics", "LossActors.Structures", "LossActors.Learning", "LossActors.Actors", "LossActors.Persistence", "lossactors",
    ];

    [Theory, MemberData(nameof(Rooms))]
    public void No_two_namespaces_of_a_room_know_each_other_in_a_circle(string room)
    {
        var known = new Uses(Assembly.Load(room)).ByNamespace();

        Assert.DoesNotContain(known.Keys, start => Reachable(known, start).Contains(start));
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
