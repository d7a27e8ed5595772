using LossActors.Persistence.Nodes;
using LossActors.Simulation.Tests.Worlds;

namespace LossActors.Simulation.Tests.Joining;

/// <summary>
/// Processes that know nothing but the database and are to become one cluster, whatever ends, freezes and comes back, and whatever
/// the database's clock says. At the end all who live are in one cluster and listed.
/// </summary>
sealed class JoiningWorld
{
    static readonly TimeSpan FaultsCease = TimeSpan.FromSeconds(100), SettledBy = TimeSpan.FromSeconds(600);

    readonly Scheduler scheduler = new();
    readonly List<JoiningProcess> processes = [];
    readonly bool isOneMachine, keepsPorts;
    TimeSpan awayUntil;
    int clusters;
    long uids;

    public JoiningWorld(int seed, JoiningRules rules, int slots = 3)
    {
        (Rules, Chance) = (rules, new Chance(seed));
        Rows = new NodeRows(scheduler, rules);
        (isOneMachine, keepsPorts) = (Chance.Toss(0.3), Chance.Toss());
        for (var slot = 0; slot < slots; slot++) Start(slot, $"host-{slot}:4053");
        After(TimeSpan.FromSeconds(5), Mishap);
    }

    public JoiningRules Rules { get; }

    public Chance Chance { get; }

    public NodeRows Rows { get; }

    public TimeSpan Now => scheduler.Now;

    public bool IsAway => Now < awayUntil;

    public void After(TimeSpan delay, Action act) => scheduler.After(delay, act);

    public int NewCluster() => ++clusters;

    /// <summary>Whoever answers at an address.</summary>
    public JoiningProcess? At(NodeKey node) => processes.FindLast(p => p.IsAlive && p.Key.Address == node.Address);

    /// <summary>All that ever were in a cluster.</summary>
    public IEnumerable<JoiningProcess> Members(int? cluster) => processes.Where(p => p.Cluster == cluster);

    /// <summary>What a process of the same machine sees at once.</summary>
    public bool IsKnownGone(NodeRow row) => isOneMachine && processes.Exists(p => p.Key == row.Key && !p.IsAlive);

    public void Ended(JoiningProcess process) =>
        After(Chance.Seconds(1, 4), () => Start(process.Slot, keepsPorts ? process.Key.Address : $"host-{process.Slot}:{4054 + uids}"));

    /// <summary>At each moment all who are listed are of one cluster.</summary>
    public void CheckRows()
    {
        var listed = processes.Where(p => p.IsListed && Rows.IsUp(p.Key)).Select(p => p.Cluster).Distinct().ToList();
        if (listed.Count > 1)
            throw new GuaranteeBrokenException($"nodes of {listed.Count} clusters are listed at {Now.TotalSeconds:F1} s: {All}");
    }

    /// <summary>Who forms a cluster with the right to do so buries none that was formed meanwhile.</summary>
    /// <param name="since">When it got the right.</param>
    public void CheckFounder(JoiningProcess founder, TimeSpan since)
    {
        if (processes.Find(p => p != founder && p is { IsAlive: true, IsFrozen: false, FoundedAt: { } at } && at > since) is { } buried)
            throw new GuaranteeBrokenException($"{founder} buries {buried}, which was formed meanwhile: {All}");
    }

    /// <exception cref="GuaranteeBrokenException">They did not become one cluster.</exception>
    public void RunToEnd()
    {
        while (Now < SettledBy) scheduler.Step();
        var living = processes.Where(p => p.IsAlive).ToList();
        if (living.Exists(p => p.Cluster is null || !p.IsListed)) throw new GuaranteeBrokenException($"some never join: {All}");
        if (living.Select(p => p.Cluster).Distinct().Count() > 1) throw new GuaranteeBrokenException($"two clusters last: {All}");
        if (living.Find(p => !Rows.IsUp(p.Key)) is { } lost) throw new GuaranteeBrokenException($"{lost} lives and is not up: {All}");
    }

    string All => string.Join("; ", processes.Where(p => p.IsAlive));

    void Start(int slot, string address) => processes.Add(new JoiningProcess(this, slot, address, ++uids));

    void Mishap()
    {
        if (Now >= FaultsCease)
        {
            Chance.CeaseFaults();
            return;
        }

        var living = processes.Where(p => p.IsAlive).ToList();
        switch (Chance.Number(0, 100))
        {
            case < 25 when living.Count > 0: Chance.One(living).End(); break;
            case < 35: living.ForEach(p => p.End()); break;
            case < 50 when living.Count > 0: Chance.One(living).Freeze(Chance.Seconds(1, 60)); break;
            case < 60: Rows.ClockOffset += Chance.Seconds(0, 120) - TimeSpan.FromSeconds(60); break;
            case < 65: awayUntil = Now + Chance.Seconds(1, 30); break;
        }

        After(Chance.Seconds(3, 12), Mishap);
    }
}
