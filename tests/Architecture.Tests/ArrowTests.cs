using System.Reflection;

namespace LossActors.Architecture.Tests;

public class ArrowTests
{
    /// <summary>
    /// The rooms each room may know: Host → Persistence → Actors → Learning → Structures → Genetics.
    /// </summary>
    static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["LossActors.Genetics"] = [],
        ["LossActors.Structures"] = ["LossActors.Genetics"],
        ["LossActors.Learning"] = ["LossActors.Genetics", "LossActors.Structures"],
        ["LossActors.Actors"] = ["LossActors.Genetics", "LossActors.Structures", "LossActors.Learning"],
        ["LossActors.Persistence"] =
            ["LossActors.Genetics", "LossActors.Structures", "LossActors.Learning", "LossActors.Actors"],
        ["lossactors"] =
            ["LossActors.Genetics", "LossActors.Structures", "LossActors.Learning", "LossActors.Actors", "LossActors.Persistence"],
    };

    public static TheoryData<string> Rooms => [.. Allowed.Keys];

    [Theory, MemberData(nameof(Rooms))]
    public void A_room_refers_only_to_rooms_below_it(string room)
    {
        var ours = Assembly.Load(room).GetReferencedAssemblies()
            .Select(a => a.Name!)
            .Where(Allowed.ContainsKey);

        Assert.Empty(ours.Except(Allowed[room]));
    }
}
