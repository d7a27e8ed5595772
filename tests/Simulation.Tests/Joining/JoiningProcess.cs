using LossActors.Actors.Entities;
using LossActors.Persistence.Nodes;

namespace LossActors.Simulation.Tests.Joining;

/// <summary>
/// A process on its way into the cluster, as <see cref="ClusterJoin"/>, <see cref="Heartbeat"/> and <see cref="Tombstones"/> have it,
/// over the program's own <see cref="Joining"/>. Akka's part is a black box: who asks a living member of a cluster gets in.
/// </summary>
sealed class JoiningProcess
{
    static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(0.5), ToBecomeUp = TimeSpan.FromSeconds(12);
    static readonly TimeSpan BootstrapLasts = TimeSpan.FromSeconds(20);
    static readonly TimeSpan Abandoned = TimeSpan.FromSeconds(30), Missed = TimeSpan.FromSeconds(3);
    const int Seeds = 5;

    readonly JoiningWorld world;
    readonly Dictionary<NodeKey, (long Beat, TimeSpan Since)> beats = [];
    readonly HashSet<JoiningProcess> missed = [];
    TimeSpan frozenUntil, frozenSince;

    public JoiningProcess(JoiningWorld world, int slot, string address, long uid)
    {
        (this.world, Slot, Uid) = (world, slot, uid);
        Key = new NodeKey(address, new Incarnation($"{slot}.{uid}"));
        Later(world.Chance.Seconds(0, 0.5), () => Database(() =>
        {
            world.Rows.List(Key, Uid);
            Try();
        }));
    }

    public int Slot { get; }

    public long Uid { get; }

    public NodeKey Key { get; }

    public bool IsAlive { get; private set; } = true;

    public bool IsFrozen => world.Now < frozenUntil;

    /// <summary>The cluster that it is a member of, or null.</summary>
    public int? Cluster { get; private set; }

    public bool IsListed { get; private set; }

    /// <summary>When it was listed as the first of its cluster, or null.</summary>
    public TimeSpan? FoundedAt { get; private set; }

    public void Freeze(TimeSpan length) => (frozenSince, frozenUntil) = (world.Now, world.Now + length);

    public void End()
    {
        if (!IsAlive) return;
        IsAlive = false;
        world.Ended(this);
    }

    public override string ToString() =>
        $"{Key.Incarnation} in {(Cluster is { } c ? $"cluster {c}" : "none")}{(IsAlive ? "" : ", dead")}{(IsListed ? "" : ", not listed")}";

    /// <summary>Looks gone to those who hear nothing from it.</summary>
    bool IsSilent => !IsAlive || (IsFrozen && world.Now - frozenSince > Missed);

    void Try() => Look(new Persistence.Nodes.Joining(Key, ClusterJoin.Patience));

    void Look(Persistence.Nodes.Joining joining) => Database(() =>
    {
        switch (joining.Look(world.Rows.Read(), world.IsKnownGone, world.Now))
        {
            case JoinStep.Join(var nodes): Join(nodes); break;
            case JoinStep.Form: Form(joining); break;
            default: Later(BetweenLooks, () => Look(joining)); break;
        }
    });

    void Join(IReadOnlyList<NodeKey> nodes)
    {
        var asked = nodes.OrderBy(_ => world.Chance.Number(0, int.MaxValue)).Take(Seeds).ToList();
        Later(world.Chance.Seconds(0.5, 2), () =>
        {
            if (asked.Select(world.At).FirstOrDefault(p => p is { Cluster: not null, IsFrozen: false }) is not { } member)
            {
                Later(ToBecomeUp, Again);
                return;
            }

            Cluster = member.Cluster;
            Later(TimeSpan.FromSeconds(0.5), () => Database(() =>
            {
                var others = world.Members(Cluster).Where(p => p != this).Select(p => (p.Key.Address, p.Uid));
                Listed(world.Rows.Up(Key, others));
            }));
        });
    }

    void Form(Persistence.Nodes.Joining joining) => Database(() =>
    {
        if (!world.Rows.Acquire(Key.Incarnation.Id, BootstrapLasts))
        {
            Again();
            return;
        }

        var since = world.Now;
        Database(() =>
        {
            if (joining.Look(world.Rows.Read(), world.IsKnownGone, world.Now) is not JoinStep.Form)
            {
                world.Rows.Release(Key.Incarnation.Id);
                Again();
                return;
            }

            Later(world.Chance.Seconds(0.01, 0.3), () =>
            {
                Cluster = world.NewCluster();
                Database(() =>
                {
                    var isListed = world.Rows.Found(Key);
                    if (isListed)
                    {
                        world.CheckFounder(this, since);
                        FoundedAt = world.Now;
                    }

                    Listed(isListed);
                });
            });
        });
    });

    void Listed(bool isListed)
    {
        IsListed = isListed;
        world.CheckRows();
        if (isListed || !world.Rules.TheRefusedEnd) Beat();
        else End();
    }

    void Again() => Later(world.Chance.Seconds(0.3, 0.6), Try);

    void Beat() => Database(() =>
    {
        if (!world.Rows.Beat(Key) && world.Rules.TheBuriedEnd)
        {
            End();
            return;
        }

        foreach (var gone in world.Members(Cluster).Where(p => p != this && p.IsSilent && missed.Add(p)))
            Later(world.Chance.Seconds(4, 9), () => Bury(gone.Key.Address, gone.Uid));
        BuryTheAbandoned();
        Later(Heartbeat.Interval, Beat);
    });

    void BuryTheAbandoned()
    {
        var members = world.Members(Cluster).Select(p => (p.Key.Address, p.Uid)).ToHashSet();
        foreach (var row in world.Rows.Read().Where(r => r.State == NodeState.Up))
        {
            if (!beats.TryGetValue(row.Key, out var known) || known.Beat != row.Beat) beats[row.Key] = (row.Beat, world.Now);
            else if (row.Key != Key && world.Now - known.Since > Abandoned && !members.Contains((row.Key.Address, row.Entry.Uid)))
                Bury(row.Key.Address, row.Entry.Uid);
        }
    }

    void Bury(string address, long uid) => Database(() =>
    {
        if (!world.Rows.Bury(Key, address, uid)) Later(TimeSpan.FromSeconds(1), () => Bury(address, uid));
    });

    /// <summary>One statement: takes its time, sometimes much of it, and waits for a database that is away.</summary>
    void Database(Action statement) => Later(
        world.Chance.Toss(0.1) && !world.Chance.FaultsCeased ? world.Chance.Seconds(5, 40) : world.Chance.Seconds(0.01, 0.3), () =>
        {
            if (world.IsAway) Later(BetweenLooks, () => Database(statement));
            else statement();
        });

    void Later(TimeSpan delay, Action act) => world.After(delay, () =>
    {
        if (!IsAlive) return;
        if (IsFrozen) Later(frozenUntil - world.Now + TimeSpan.FromSeconds(0.01), act);
        else act();
    });
}
