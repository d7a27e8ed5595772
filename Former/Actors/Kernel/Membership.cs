using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Kernel;

/// <summary>
/// This process's membership: one lease for the node, on the store's clock. Renewed on a thread of its own, since a heartbeat in
/// the work loop makes the busiest node look dead. Concurrency: one renewer; any reader of <see cref="Trusted"/> and <see cref="Me"/>.
/// </summary>
public sealed class Membership(IStore store, Func<NodeInfo> newIdentity, MembershipOptions options, TimeProvider time)
{
    NodeInfo? me;

    /// <summary>Who joins. Kept until the store has answered: one more identity for each lost reply would leave a ghost that has a share.</summary>
    NodeInfo? joining;
    long trustedUntil;
    long unbrokenSince;

    /// <summary>Who this process is now. A new identity after each time it was declared dead.</summary>
    public NodeInfo Me => me ?? throw new InvalidOperationException("This node has not joined.");

    /// <summary>
    /// Whether the lease can still be relied on here, judged on the monotonic clock from the start of the last renewal that
    /// succeeded. While it cannot, the node starts no turn; the term in the store is what makes that safe, this only saves effort.
    /// </summary>
    public bool Trusted => time.GetTimestamp() < Interlocked.Read(ref trustedUntil);

    /// <summary>
    /// Whether this node has renewed without a gap for a whole lease. After an outage of the database all leases are stale at
    /// once: only such a node may declare others dead, or the first to reconnect would bury everyone.
    /// </summary>
    public bool MayBury => Trusted && time.GetTimestamp() - Interlocked.Read(ref unbrokenSince) >= Ticks(options.Lease);

    public async ValueTask Join()
    {
        var started = time.GetTimestamp();
        joining ??= newIdentity();
        await store.Join(joining, options.Lease);
        Volatile.Write(ref me, joining);
        joining = null;
        Interlocked.Exchange(ref unbrokenSince, started);
        Interlocked.Exchange(ref trustedUntil, started + Ticks(options.Lease - options.Margin));
    }

    /// <summary>False: this node was declared dead, which is final. Forget every actor, then <see cref="Join"/> again.</summary>
    public async ValueTask<bool> Renew()
    {
        var started = time.GetTimestamp();
        if (!Trusted) Interlocked.Exchange(ref unbrokenSince, started);
        if (!await store.Renew(Me.Id, options.Lease)) return false;
        Interlocked.Exchange(ref trustedUntil, started + Ticks(options.Lease - options.Margin));
        return true;
    }

    public ValueTask Leave() => store.Leave(Me.Id);

    long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
