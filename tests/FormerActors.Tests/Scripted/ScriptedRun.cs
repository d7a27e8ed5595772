using System.Text;
using LossActors.FormerActors.Kernel;
using LossActors.FormerActors.Runs;
using LossActors.FormerPersistence;
using Microsoft.Extensions.Logging.Abstractions;

namespace LossActors.FormerActors.Tests.Scripted;

/// <summary>A run over a store, without threads or time: nodes pass over their actors, a device trains what they ask for.</summary>
sealed class ScriptedRun(IStore store, RunPlan plan, int order = 0, int nodes = 1, ScriptedResults? results = null)
{
    public static readonly RunId Id = new("run-1");

    readonly Random random = new(order);
    readonly ScriptedResults results = results ?? new ScriptedResults();
    readonly List<(Membership Membership, Node Node)> members = [];
    readonly List<WorkLease> training = [];

    /// <summary>Every result handed to the store, and what the store said.</summary>
    public List<(WorkId Work, RecordOutcome Outcome)> Records { get; } = [];

    /// <summary>Founds the run if need be, and works until it has ended. Returns its digest.</summary>
    /// <param name="name">Of this process: new for each start.</param>
    public async Task<string> Work(string name = "node")
    {
        await Open(name);
        for (var idle = 0; (await store.GetRun(Id))!.State != RunState.Ended;)
        {
            idle = await Move() ? 0 : idle + 1;
            if (idle > 100 * nodes) throw new InvalidOperationException("The run stands still.");
        }

        return await Digest(store, Id, plan);
    }

    public async Task Open(string name)
    {
        await store.Found(new NewRun(Id, plan.Name, "", "", [new NewActor(RunDecisions.Name, RunLogic.Kind)]));
        await store.Post(new ActorId(Id, RunDecisions.Name), RunDecisions.FoundMessage, RunDecisions.FoundMessage, RunJson.Bytes(plan));
        await store.Post(new ActorId(Id, RunDecisions.Name), RunDecisions.ClassMessage, RunDecisions.ClassMessage,
            Encoding.UTF8.GetBytes(Plans.Arithmetic));
        foreach (var old in await store.Nodes()) await store.DeclareDead(old.Info.Id, lostWorkIsSuspect: true);
        for (var i = 0; i < nodes; i++)
        {
            var id = $"{name}-{i}";
            var options = new MembershipOptions { Poll = TimeSpan.Zero, Lease = TimeSpan.FromHours(1) };
            var membership = new Membership(store, () => new NodeInfo(new NodeId(id), id, "boot", 1, 1, Capacity), options,
                TimeProvider.System);
            await membership.Join();
            members.Add((membership, new Node(
                store, membership, options, new ActorCells(store, new NodeTurnIds(id), new ScriptedBreeder()), _ => false,
                TimeProvider.System, NullLogger.Instance)));
        }
    }

    /// <summary>One pass of some node, or one result of some training.</summary>
    public async Task<bool> Move()
    {
        var (membership, node) = members[random.Next(members.Count)];
        if (random.Next(3) > 0) return await node.Pass();
        training.AddRange(await store.Claim(membership.Me.Id, [Plans.Arithmetic], random.Next(1, 8)));
        if (training.Count == 0) return false;
        var work = training[random.Next(training.Count)];
        training.Remove(work);
        Records.Add((work.Work, await store.Record(work.Work, results.Of(work.Work, work.Request),
            new WorkMeta(1, membership.Me.Id, "scripted"))));
        return true;
    }

    /// <summary>The decision log and the outcome: all that two runs of one search have in common.</summary>
    public static async Task<string> Digest(IStore store, RunId run, RunPlan plan)
    {
        var text = new StringBuilder();
        await foreach (var line in DecisionLog.Lines(store, (await store.GetRun(run))!, plan.Islands.Islands))
            text.Append(line).Append('\n');
        await foreach (var record in store.Journal(new ActorId(run, RunDecisions.Name)))
            if (record.Type is nameof(RunEnded) or nameof(Tuned) or nameof(FinalistsRanked))
                text.Append($"run {record.Type} {Encoding.UTF8.GetString(record.Data.Span)}\n");
        return text.ToString();
    }

    static readonly string Capacity = new NodeCapacity(true, 1, "scripted", Plans.Arithmetic, null).ToJson();
}
