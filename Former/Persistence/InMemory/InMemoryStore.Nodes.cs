namespace LossActors.FormerPersistence.InMemory;

public sealed partial class InMemoryStore
{
    readonly Dictionary<NodeId, NodeRow> nodes = [];

    public ValueTask Join(NodeInfo node, TimeSpan lease) => Write(() =>
    {
        if (!nodes.TryGetValue(node.Id, out var row))
            nodes.Add(node.Id, row = new(node, time.GetUtcNow()));
        if (row.Lives)
            Extend(row, lease);
    });

    public ValueTask<bool> Renew(NodeId node, TimeSpan lease) => Write(
        () =>
        {
            if (!Lives(node))
                return false;
            Extend(nodes[node], lease);
            return true;
        },
        quiet: true);

    public ValueTask<bool> Drain(NodeId node) => Write(() =>
    {
        if (!IsActive(node))
            return false;
        nodes[node].State = NodeState.Leaving;
        return true;
    });

    public ValueTask Leave(NodeId node) => Write(() =>
    {
        foreach (var actor in actors.Values.Where(a => a.Owner == node))
            actor.Owner = null;
        Bury(node, lostWorkIsSuspect: false);
    });

    public ValueTask DeclareDead(NodeId node, bool lostWorkIsSuspect) => Write(() => Bury(node, lostWorkIsSuspect));

    public ValueTask<int> BuryExpired(NodeId me, TimeSpan grace) => Write(
        () =>
        {
            var expired = Expired(me, grace);
            foreach (var node in expired)
                Bury(node, lostWorkIsSuspect: true);
            return expired.Count;
        },
        needed: () => Expired(me, grace).Count > 0);

    public ValueTask<IReadOnlyList<NodeRecord>> Nodes() => Read<IReadOnlyList<NodeRecord>>(
        () => [.. nodes.Values.Select(n => new NodeRecord(n.Info, n.State, n.StartedAt, n.LeaseUntil))]);

    bool Lives(NodeId? node) => node is { } id && nodes.TryGetValue(id, out var row) && row.Lives;

    bool IsActive(NodeId node) => nodes.TryGetValue(node, out var row) && row.State == NodeState.Active;

    void Extend(NodeRow row, TimeSpan lease)
    {
        var now = time.GetUtcNow();
        if (row.LeaseUntil < now) // so too when the node has just joined
            row.UnbrokenSince = now;
        row.Lease = lease;
        row.LeaseUntil = now + lease;
    }

    List<NodeId> Expired(NodeId me, TimeSpan grace)
    {
        var now = time.GetUtcNow();
        var trusted = Lives(me) && nodes[me].LeaseUntil >= now && nodes[me].UnbrokenSince + nodes[me].Lease <= now;
        return trusted ? [.. nodes.Values.Where(n => n.Lives && n.LeaseUntil + grace < now).Select(n => n.Info.Id)] : [];
    }

    void Bury(NodeId node, bool lostWorkIsSuspect)
    {
        if (!Lives(node))
            return;
        nodes[node].State = NodeState.Dead;
        foreach (var work in open.Values.Where(w => w.LeasedBy == node).ToArray())
        {
            if (lostWorkIsSuspect)
                work.Unwitnessed++;
            MakeReady(work);
        }
    }
}
