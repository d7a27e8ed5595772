using LossActors.Genetics.Randomness;

namespace LossActors.Actors.Islands;

public enum Topology
{
    /// <summary>Each island takes from the one before it.</summary>
    Ring,

    /// <summary>Each island takes from every other.</summary>
    Full,

    /// <summary>Island 0 takes from every other, the others take from island 0.</summary>
    Star,

    /// <summary>Nobody takes from anybody.</summary>
    Unconnected,

    /// <summary>Islands lie on a grid as square as their number allows, closed at its ends: each takes from up to four around it.</summary>
    Torus,

    /// <summary>Each island takes from two others, drawn anew for every wave.</summary>
    Random,

    /// <summary>A ring where now and then, drawn for every wave, an island takes from any other instead (Watts and Strogatz).</summary>
    SmallWorld,
}

public static class Topologies
{
    const int Drawn = 2;

    const double FarShare = 0.25;

    /// <summary>Whom the island takes wave <paramref name="w"/> from, ascending; never itself, never twice.</summary>
    public static IReadOnlyList<int> Neighbours(this IslandPlan plan, int w)
    {
        var (island, islands) = (plan.Island, plan.Islands);
        var before = (island + islands - 1) % islands;
        return plan.Topology switch
        {
            _ when islands == 1 => [],
            Topology.Ring => [before],
            Topology.Full => [.. Enumerable.Range(0, islands).Where(i => i != island)],
            Topology.Star => island == 0 ? [.. Enumerable.Range(1, islands - 1)] : [0],
            Topology.Torus => OnTorus(island, islands),
            Topology.Random => Others(Draws(), Drawn),
            Topology.SmallWorld => Draws() is var draws && draws.NextBool(FarShare) ? Others(draws, 1) : [before],
            _ => [],
        };

        RandomStream Draws() => Philox.Stream(plan.Seed, (uint)island, (uint)w, Purpose.Migration);

        int[] Others(RandomStream draws, int count)
        {
            int[] others = [.. Enumerable.Range(0, islands).Where(i => i != island)];
            draws.Shuffle<int>(others);
            return [.. others.Take(count).Order()];
        }
    }

    /// <summary>Rows by the largest divisor up to the root: of a prime number there is one, and the torus is a ring both ways.</summary>
    static int[] OnTorus(int island, int islands)
    {
        var rows = Enumerable.Range(1, (int)Math.Sqrt(islands)).Last(r => islands % r == 0);
        var columns = islands / rows;
        var (row, column) = (island / columns, island % columns);
        int[] around =
        [
            At(row - 1, column), At(row + 1, column), At(row, column - 1), At(row, column + 1),
        ];
        return [.. around.Where(i => i != island).Distinct().Order()];

        int At(int r, int c) => (r + rows) % rows * columns + (c + columns) % columns;
    }

    /// <summary>Births between publishing a wave and taking its fellow, when the run file says nothing.</summary>
    public static int DefaultLag(this Topology topology, int every) => topology is Topology.Full or Topology.Star ? every : every / 2;
}
