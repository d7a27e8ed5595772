using System.Text;
using LossActors.FormerActors;
using LossActors.FormerActors.Kernel;
using LossActors.FormerActors.Runs;
using LossActors.FormerActors.Tests.Scripted;
using LossActors.FormerPersistence;
using LossActors.FormerPersistence.InMemory;

namespace LossActors.FormerSimulation.Tests;

/// <summary>A process of the program: renews its lease, passes over its actors, trains in lanes. It may crash in any call.</summary>
sealed class Process
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    static readonly string Capacity = new NodeCapacity(true, 2, "scripted", Plans.Arithmetic, null).ToJson();

    readonly Cluster cluster;
    readonly FaultyStore store;
    readonly Membership membership;
    readonly Node node;
    readonly string name;
    int identities;
    bool leaving;

    /// <summary>A call for work failed: the store may hold work in this node's name that no lane knows of.</summary>
    bool mayHoldWork;

    public Process(Cluster cluster, InMemoryStore inner, Machine machine, string name)
    {
        (this.cluster, this.name, Machine) = (cluster, name, machine);
        store = new FaultyStore(inner, cluster, machine);
        membership = new Membership(store, NewIdentity, Cluster.Options, machine);
        node = new Node(
            store, membership, Cluster.Options, new ActorCells(store, new NodeTurnIds(name), new ScriptedBreeder()),
            info => cluster.IsGone(info.Name), machine, new LedgerLog(cluster.Ledger));
    }

    public Machine Machine { get; }

    public string Name => name;

    public bool Gone { get; private set; }

    public void CrashWithinACall() => store.WithinNextCall = () => Machine.Crashed = true;

    public void StandStillWithinACall(TimeSpan length) => store.WithinNextCall = () => Machine.StandsStillUntil = cluster.Now + length;

    public void Leave() => leaving = true;

    public async void Start(int lanes)
    {
        try
        {
            await UntilDone(async () => await membership.Join());
            await UntilDone(async () =>
                await store.Post(new ActorId(cluster.Run, RunDecisions.Name), RunDecisions.ClassMessage, RunDecisions.ClassMessage,
                    "class-1"u8.ToArray()));
            _ = Guarded(Renew());
            for (var lane = 0; lane < lanes; lane++) _ = Guarded(Train());
            await PassOver();
        }
        catch (Exception e)
        {
            cluster.Ledger.Break($"{name} fell: {e}");
        }
    }

    NodeInfo NewIdentity() => new(new NodeId($"{name}.{++identities}"), name, "boot", 1, 1, Capacity);

    async Task Renew()
    {
        while (!Gone)
        {
            await cluster.Wait(Cluster.Options.Renewal, Machine);
            try
            {
                if (!Gone && !await membership.Renew() && !leaving) await membership.Join();
            }
            catch (JournalException)
            {
                // The next renewal is soon enough, or too late.
            }
        }
    }

    async Task PassOver()
    {
        while (!leaving)
        {
            var seen = store.Hint;
            try
            {
                if (await node.Pass()) continue;
            }
            catch (JournalException)
            {
                await cluster.Wait(Soon, Machine);
            }

            await store.WaitForHint(seen, node.Patience, default);
        }

        try
        {
            await store.Drain(membership.Me.Id);
            await node.ReleaseAll();
            await membership.Leave();
        }
        catch (JournalException)
        {
            // Then the lease ends by itself.
        }

        Gone = true;
    }

    async Task Train()
    {
        while (!leaving)
        {
            var seen = store.Hint;
            IReadOnlyList<WorkLease> work = [];
            try
            {
                if (mayHoldWork)
                {
                    mayHoldWork = false;
                    await store.DeclareDead(membership.Me.Id, lostWorkIsSuspect: false);
                }

                work = await store.Claim(membership.Me.Id, [Plans.Arithmetic], 1);
            }
            catch (JournalException)
            {
                mayHoldWork = true;
            }

            if (work is [var lease])
                await Train(lease);
            else
                await store.WaitForHint(seen, Cluster.Options.Poll, default);
        }
    }

    async Task Train(WorkLease lease)
    {
        await cluster.Wait(cluster.Some(cluster.LongestTraining), Machine);
        if (cluster.Faults.Fires("trainings are interrupted"))
        {
            try
            {
                await store.Return(lease.Work, membership.Me.Id);
            }
            catch (JournalException)
            {
                mayHoldWork = true;
            }

            return;
        }

        var alone = lease.Unwitnessed + lease.Deaths > 0;
        if (cluster.Ledger.Kills(lease.Work, cluster.Results.Kills(lease.Work), witnessed: alone, cluster.Now))
        {
            if (alone)
            {
                await UntilDone(async () => await store.Died(lease.Work, membership.Me.Id, lease.Deaths, Encoding.UTF8.GetBytes(ScriptedResults.Verdict.ToJson())));
                return;
            }

            Machine.Crashed = true;
            await cluster.Wait(TimeSpan.Zero, Machine);
        }

        await UntilDone(async () => await store.Record(lease.Work, cluster.Results.Of(lease.Work, lease.Request),
            new WorkMeta(1, membership.Me.Id, "scripted")));
    }

    async Task UntilDone(Func<Task> attempt)
    {
        while (true)
        {
            try
            {
                await attempt();
                return;
            }
            catch (JournalException)
            {
                await cluster.Wait(Soon, Machine);
            }
        }
    }

    async Task Guarded(Task loop)
    {
        try
        {
            await loop;
        }
        catch (Exception e)
        {
            cluster.Ledger.Break($"{name} fell: {e}");
        }
    }
}
