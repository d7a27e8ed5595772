using LossActors.Actors.Entities;
using LossActors.Persistence.Nodes;
using LossActors.Simulation.Tests.Worlds;

namespace LossActors.Simulation.Tests.Joining;

/// <summary>
/// The tables <c>node</c> and <c>lease</c> in memory, statement for statement as <see cref="NodeTable"/> and <see cref="Leases"/>
/// have them: each is atomic. The database's clock may be set.
/// </summary>
sealed class NodeRows(Scheduler scheduler, JoiningRules rules)
{
    readonly Dictionary<NodeKey, NodeRow> rows = [];
    (string Owner, TimeSpan Until)? bootstrap;

    /// <summary>How far the database's clock was set.</summary>
    public TimeSpan ClockOffset { get; set; }

    TimeSpan Now => scheduler.Now + ClockOffset;

    public List<NodeRow> Read() => [.. rows.Values];

    public void List(NodeKey me, long uid) => rows[Key(me)] = new NodeRow(
        new NodeEntry(Key(me), uid, "", default, "", "", 0, "", ""), NodeState.Joining, 0, 0, Drain: false);

    public bool Up(NodeKey me, IEnumerable<(string Address, long Uid)> members)
    {
        var joined = members.ToHashSet();
        return rows.Values.Any(r => r.State == NodeState.Up && joined.Contains((r.Key.Address, r.Entry.Uid))) && SetUp(me);
    }

    public bool Found(NodeKey me)
    {
        var held = bootstrap is { } lease && lease.Owner == me.Incarnation.Id && lease.Until > Now;
        if (rules.FoundersHoldTheLease && !held) return false;
        if (!SetUp(me)) return false;
        if (rules.FoundersBuryTheRest)
            foreach (var other in rows.Values.Where(r => r.State == NodeState.Up && r.Key != Key(me)).ToList()) SetDown(other.Key);
        bootstrap = null;
        return true;
    }

    public bool Beat(NodeKey me)
    {
        if (!rows.TryGetValue(Key(me), out var row) || row.State == NodeState.Down) return false;
        rows[row.Key] = row with { Beat = row.Beat + 1 };
        return true;
    }

    public bool Bury(NodeKey me, string address, long uid)
    {
        if (rules.OnlyTheListedBury && (!rows.TryGetValue(Key(me), out var mine) || mine.State != NodeState.Up)) return false;
        foreach (var row in rows.Values.Where(r => r.Key != Key(me) && IsOf(r, address, uid)).ToList()) SetDown(row.Key);
        return true;
    }

    public bool Acquire(string owner, TimeSpan lasts)
    {
        if (bootstrap is { } lease && lease.Owner != owner && lease.Until >= Now) return false;
        bootstrap = (owner, Now + lasts);
        return true;
    }

    public void Release(string owner)
    {
        if (bootstrap?.Owner == owner) bootstrap = null;
    }

    public bool IsUp(NodeKey node) => rows.GetValueOrDefault(Key(node))?.State == NodeState.Up;

    bool IsOf(NodeRow row, string address, long uid) =>
        row.Key.Address == address && (row.Entry.Uid == uid || !rules.RowsHaveIncarnations);

    bool SetUp(NodeKey me)
    {
        if (!rows.TryGetValue(Key(me), out var row) || row.State != NodeState.Joining) return false;
        rows[row.Key] = row with { State = NodeState.Up, Beat = row.Beat + 1 };
        return true;
    }

    void SetDown(NodeKey key) => rows[key] = rows[key] with { State = NodeState.Down };

    NodeKey Key(NodeKey node) => rules.RowsHaveIncarnations ? node : node with { Incarnation = new Incarnation("") };
}
