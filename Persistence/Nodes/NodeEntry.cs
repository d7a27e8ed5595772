namespace LossActors.Persistence.Nodes;

/// <summary>What a node tells of itself when it is listed.</summary>
/// <param name="Uid">Akka's number for this life of the address: survivors know by it whom they remove.</param>
/// <param name="Certificate">Public part alone.</param>
/// <param name="Name">In words.</param>
/// <param name="Boot">Tells one start of the machine from another, or one machine from another.</param>
/// <param name="Pid">On that machine.</param>
/// <param name="Started">Tells processes of one number apart.</param>
/// <param name="Capacity">What it has to offer, in words.</param>
public sealed record NodeEntry(
    NodeKey Key, long Uid, string Thumbprint, ReadOnlyMemory<byte> Certificate, string Name, string Boot, int Pid, string Started,
    string Capacity);

/// <summary>A row of the table.</summary>
/// <param name="Beat">Changes while the process lives; its size means nothing.</param>
/// <param name="BeatAge">Seconds since the last beat by the database's clock, for people.</param>
/// <param name="Drain">Somebody wishes that it leaves.</param>
public sealed record NodeRow(NodeEntry Entry, NodeState State, long Beat, double BeatAge, bool Drain)
{
    public NodeKey Key => Entry.Key;
}
