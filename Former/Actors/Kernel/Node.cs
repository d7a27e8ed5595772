using LossActors.FormerPersistence;
using Microsoft.Extensions.Logging;

namespace LossActors.FormerActors.Kernel;

/// <summary>
/// The actors that this process owns. <see cref="Pass"/> does one round of everything: bury the dead, take what belongs here,
/// release what does not, step every actor. Whoever calls it decides about threads and time. One caller at a time.
/// </summary>
public sealed class Node(
    IStore store, Membership membership, MembershipOptions options, ICellFactory cells, Func<NodeInfo, bool> isGone, TimeProvider time,
    ILogger log)
{
    /// <summary>Recoveries in one pass, so that a node that inherits a thousand actors does not read a thousand journals at once.</summary>
    const int RecoveryPermits = 50;

    readonly SortedDictionary<string, Cell> owned = new(StringComparer.Ordinal);
    NodeId? knownAs;
    long lastSweep, lastLook;
    long lastAudit;

    /// <summary>A takeover began and did not end: the store may hold actors in this node's name that this node knows nothing of.</summary>
    bool mayOwnMore;

    /// <summary>Rows of the runs of the owned actors, as they were a moment ago: a pause may come a moment late anyway.</summary>
    readonly Dictionary<RunId, RunRecord> runs = [];
    long runsSeen;

    /// <summary>How long the caller may wait for a hint before the next pass: one that came too soon after a look did not look.</summary>
    public TimeSpan Patience { get; private set; } = options.Poll;

    /// <summary>Whether this node was told to leave, as the last look at the nodes saw it.</summary>
    public bool IsLeaving { get; private set; }

    public IReadOnlyCollection<Cell> Owned => owned.Values;

    /// <returns>Whether any actor moved, so that another pass at once may find more to do.</returns>
    public async ValueTask<bool> Pass()
    {
        var me = membership.Me.Id;
        if (knownAs != me)
        {
            owned.Clear();
            (knownAs, lastSweep) = (me, 0);
        }

        if (!membership.Trusted) return false;
        var now = time.GetTimestamp();
        var moved = false;
        if (lastSweep == 0 || time.GetElapsedTime(lastSweep, now) >= options.Poll || await IsCalled(me, now))
        {
            (lastSweep, lastLook, Patience) = (now, now, options.Poll);
            moved = await Sweep(me);
        }

        if (lastAudit == 0 || time.GetElapsedTime(lastAudit, now) >= options.Audit)
        {
            lastAudit = now;
            if (await store.TellForgotten() is > 0 and var forgotten)
                log.LogError("{Count} results were recorded and not told to those who had asked; they are told now. This is an error of the program: please report it", forgotten);
        }

        return await StepAll() || moved;
    }

    /// <summary>Looks for new actors at the next pass, without waiting for the poll.</summary>
    public void LookAgain() => lastSweep = 0;

    /// <summary>Gives every actor up, so that others take them over at once.</summary>
    public async ValueTask ReleaseAll()
    {
        foreach (var cell in owned.Values) await Release(cell);
        owned.Clear();
    }

    /// <summary>
    /// Between two sweeps, at little cost: what a leaving node hands over stands still until someone looks, and so does a drain.
    /// </summary>
    async ValueTask<bool> IsCalled(NodeId me, long now)
    {
        var early = options.Poll / 5 - time.GetElapsedTime(lastLook, now);
        // Never a moment so short that a clock need not move in it.
        Patience = early > TimeSpan.Zero ? TimeSpan.FromTicks(Math.Max(early.Ticks, options.Poll.Ticks / 50)) : options.Poll;
        if (early > TimeSpan.Zero) return false;
        lastLook = now;
        return await store.Calls(me);
    }

    async ValueTask<bool> Sweep(NodeId me)
    {
        var nodes = await store.Nodes();
        var gone = nodes.Where(n => n.State != NodeState.Dead && n.Info.Id != me && isGone(n.Info)).ToList();
        foreach (var other in gone)
        {
            log.LogInformation("Node {Node} is gone from this machine", other.Info.Name);
            await store.DeclareDead(other.Info.Id, lostWorkIsSuspect: true);
        }

        var buried = membership.MayBury ? await store.BuryExpired(me, options.Grace) : 0;
        if (buried > 0) log.LogWarning("{Count} nodes declared dead", buried);
        if (gone.Count + buried > 0) nodes = await store.Nodes();
        IsLeaving = nodes.Any(n => n.Info.Id == me && n.State == NodeState.Leaving);
        var hosts = nodes.Where(n => n.State == NodeState.Active)
            .Select(n => (n.Info.Id, Capacity: NodeCapacity.Parse(n.Info.Capacity))).ToList();
        NodeId? OwnerOf(ActorId actor) => Rendezvous.Owner(actor, hosts.Where(h => h.Capacity.Hosts(actor.Run.Value)).Select(h => h.Id));

        foreach (var (key, cell) in owned.Where(o => OwnerOf(o.Value.Id) != me).ToList())
        {
            await Release(cell);
            owned.Remove(key);
        }

        if (mayOwnMore) await ReleaseUnknown(me);
        var wanted = (await store.Ownerless()).Select(a => a.Id).Where(a => OwnerOf(a) == me).Take(RecoveryPermits).ToList();
        if (wanted.Count == 0) return false;
        mayOwnMore = true;
        foreach (var lease in await store.TakeOver(me, wanted)) await Adopt(lease);
        mayOwnMore = false;
        return true;
    }

    async ValueTask ReleaseUnknown(NodeId me)
    {
        foreach (var run in (await store.Runs()).Where(r => r.State != RunState.Ended))
            foreach (var actor in await store.Actors(run.Id))
                if (actor.Owner == me && owned.GetValueOrDefault(actor.Id.ToString())?.Term != actor.Term)
                    await store.Release(actor.Id, actor.Term);
        mayOwnMore = false;
    }

    async ValueTask Adopt(ActorLease lease)
    {
        try
        {
            owned[lease.Id.ToString()] = await cells.Recover(lease);
        }
        catch (Exception e) when (!IsTheStores(e))
        {
            await Park(lease.Id, lease.Term, e);
        }
    }

    async ValueTask<bool> StepAll()
    {
        if (owned.Count == 0) return false;
        await LookAtRuns();
        var steps = owned.Where(o => runs.ContainsKey(o.Value.Id.Run))
            .Select(o => (o.Key, Cell: o.Value, Step: Step(o.Value, runs[o.Value.Id.Run]))).ToList();
        // All of them, also when one fails: a cell has one caller at a time, and the next pass steps it again.
        Task all = Task.WhenAll(steps.Select(s => s.Step));
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        var moved = false;
        foreach (var (key, cell, step) in steps.Where(s => s.Step.IsCompletedSuccessfully))
        {
            switch (await step)
            {
                case CellStep.Moved:
                    moved = true;
                    break;
                case CellStep.Spawned:
                    moved = true;
                    LookAgain();
                    break;
                case CellStep.Ended:
                    owned.Remove(key);
                    moved = true;
                    break;
                case CellStep.Lost:
                    // Stale but still ours: let it go, so that it can be taken and recovered anew.
                    await store.Release(cell.Id, cell.Term);
                    owned.Remove(key);
                    LookAgain();
                    break;
            }
        }

        await all;
        return moved;
    }

    async ValueTask LookAtRuns()
    {
        var wanted = owned.Values.Select(cell => cell.Id.Run).ToHashSet();
        if (runs.Count == wanted.Count && wanted.All(runs.ContainsKey) && time.GetElapsedTime(runsSeen) < options.Poll / 10) return;
        runsSeen = time.GetTimestamp();
        runs.Clear();
        foreach (var id in wanted)
            if (await store.GetRun(id) is { } run) runs[id] = run;
    }

    async Task<CellStep> Step(Cell cell, RunRecord run)
    {
        try
        {
            return await cell.Step(run);
        }
        catch (Exception e) when (!IsTheStores(e))
        {
            await Park(cell.Id, cell.Term, e);
            return CellStep.Lost;
        }
    }

    /// <summary>Whether the store as a whole fails, and not one actor's journal.</summary>
    static bool IsTheStores(Exception e) => e is JournalException { Fault: not JournalFault.Damaged };

    async ValueTask Park(ActorId actor, Term term, Exception why)
    {
        // A copy that another node has overtaken meets messages that its state knows nothing of: its failure says nothing.
        if (await store.Park(actor, term, why.Message)) log.LogError(why, "Actor {Actor} is parked: {Reason}", actor.Name, why.Message);
    }

    async ValueTask Release(Cell cell)
    {
        await cell.SaveSnapshot();
        await store.Release(cell.Id, cell.Term);
    }
}
