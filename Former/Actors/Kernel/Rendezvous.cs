using System.Security.Cryptography;
using System.Text;
using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Kernel;

/// <summary>
/// Which node an actor belongs to: the one with the highest hash of (node, actor). Without a leader, every node computes the same
/// answer from the same view, and a node's coming or going moves only its share.
/// Thaler and Ravishankar, "A Name-Based Mapping Scheme for Rendezvous" (1996).
/// </summary>
public static class Rendezvous
{
    public static NodeId? Owner(ActorId actor, IEnumerable<NodeId> nodes)
    {
        NodeId? best = null;
        var bestWeight = 0UL;
        foreach (var node in nodes)
        {
            var weight = Weight(actor, node);
            if (best is null || weight > bestWeight || (weight == bestWeight && string.CompareOrdinal(node.Value, best.Value.Value) < 0))
                (best, bestWeight) = (node, weight);
        }

        return best;
    }

    static ulong Weight(ActorId actor, NodeId node) =>
        BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"{node.Value}\n{actor.Run.Value}\n{actor.Name}")));
}
