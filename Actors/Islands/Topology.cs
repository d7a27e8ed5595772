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
}

public static class Topologies
{
    /// <summary>Whom <paramref name="island"/> takes wave <paramref name="w"/> from, ascending; never itself, never twice.</summary>
    public static IReadOnlyList<int> Neighbours(this Topology topology, int island, int islands, int w)
    {
        _ = w; // The fixed topologies are the same for every wave.
        return topology switch
        {
            _ when islands == 1 => [],
            Topology.Ring => [(island + islands - 1) % islands],
            Topology.Full => [.. Enumerable.Range(0, islands).Where(i => i != island)],
            Topology.Star => island == 0 ? [.. Enumerable.Range(1, islands - 1)] : [0],
            _ => [],
        };
    }

    /// <summary>Births between publishing a wave and taking its fellow, when the run file says nothing.</summary>
    public static int DefaultLag(this Topology topology, int every) => topology is Topology.Full or Topology.Star ? every : every / 2;
}
