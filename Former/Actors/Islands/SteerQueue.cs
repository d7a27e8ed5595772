using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Islands;

/// <summary>Where people's steers of one island wait. It takes one with each turn, in the order in which they came.</summary>
public static class SteerQueue
{
    /// <summary>Steers that may wait for one island at a time.</summary>
    public const int Length = 8;

    /// <summary>The mailbox keys of its places.</summary>
    internal static IReadOnlyList<string> Keys { get; } =
        [IslandDecisions.SteerMessage, .. Enumerable.Range(1, Length - 1).Select(place => $"{IslandDecisions.SteerMessage}+{place}")];

    /// <summary>False: every place is taken, and nothing was sent.</summary>
    public static async ValueTask<bool> Send(IStore store, ActorId island, Steering change)
    {
        var data = IslandJson.Bytes(change);
        foreach (var key in Keys)
            if (await store.Post(island, key, IslandDecisions.SteerMessage, data)) return true;
        return false;
    }
}
