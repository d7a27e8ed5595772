using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using LossActors.Persistence.Addresses;

namespace LossActors.Persistence.Nodes;

/// <summary>
/// Buries in the table of nodes whom the cluster has removed, and tries again while the database is away. A row that is no member's and
/// has not changed for long is buried too: its cluster ended before it could, or it never came to join one.
/// </summary>
public sealed class Tombstones : ReceiveActor, IWithTimers
{
    static readonly TimeSpan Tick = TimeSpan.FromSeconds(1), Abandoned = TimeSpan.FromSeconds(30);

    readonly NodeTable table;
    readonly Members members;
    readonly NodeKey me;
    readonly Func<TimeSpan> now;
    readonly HashSet<(string Address, long Uid)> removed = [];
    readonly Dictionary<NodeKey, (long Beat, TimeSpan Since)> beats = [];
    readonly ILoggingAdapter log = Context.GetLogger();
    readonly Cluster cluster = Cluster.Get(Context.System);

    public Tombstones(NodeTable table, Members members, NodeKey me, Func<TimeSpan> now)
    {
        (this.table, this.members, this.me, this.now) = (table, members, me, now);
        ReceiveAsync<ClusterEvent.MemberDowned>(m => Remove(m.Member));
        // A node that leaves sees all others removed at its own end, from whatever state: they live.
        ReceiveAsync<ClusterEvent.MemberRemoved>(
            m => m.PreviousStatus is MemberStatus.Down or MemberStatus.Exiting ? Remove(m.Member) : Task.CompletedTask);
        ReceiveAsync<Again>(_ => OnTick());
        ReceiveAny(_ => { });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        cluster.Subscribe(
            Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents,
            typeof(ClusterEvent.MemberDowned), typeof(ClusterEvent.MemberRemoved));
        Timers.StartPeriodicTimer("tick", Again.Instance, Tick);
    }

    protected override void PostStop() => cluster.Unsubscribe(Self);

    Task Remove(Member member)
    {
        if (member.Address == cluster.SelfAddress) return Task.CompletedTask;
        removed.Add((member.Address.ToString(), member.UniqueAddress.Uid));
        return Bury();
    }

    Task OnTick()
    {
        var listed = cluster.State.Members.Select(m => (m.Address.ToString(), (long)m.UniqueAddress.Uid)).ToHashSet();
        foreach (var row in members.Rows.Where(r => r.State != NodeState.Down))
        {
            if (!beats.TryGetValue(row.Key, out var known) || known.Beat != row.Beat)
                beats[row.Key] = (row.Beat, now());
            else if (row.Key != me && now() - known.Since > Abandoned && !listed.Contains((row.Key.Address, row.Entry.Uid)))
                removed.Add((row.Key.Address, row.Entry.Uid));
        }

        return Bury();
    }

    async Task Bury()
    {
        foreach (var (address, uid) in removed.ToList())
        {
            try
            {
                if (!await table.Bury(me, address, uid)) return;
                removed.Remove((address, uid));
                log.Info("{0} is buried.", address);
            }
            catch (JournalException e)
            {
                log.Debug("{0} is not buried yet: {1}", address, e.Message);
                return;
            }
        }
    }

    sealed record Again
    {
        public static readonly Again Instance = new();
    }
}
