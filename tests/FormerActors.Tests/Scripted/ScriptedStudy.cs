using System.Text;
using LossActors.FormerActors.Kernel;
using LossActors.FormerActors.Runs;
using LossActors.FormerActors.Studies;
using LossActors.Learning.Training;
using LossActors.FormerPersistence;
using Microsoft.Extensions.Logging.Abstractions;

namespace LossActors.FormerActors.Tests.Scripted;

/// <summary>A study over a store, without threads or time: a node passes over it, a device answers its trainings in any order.</summary>
sealed class ScriptedStudy(IStore store, StudyPlan plan, int order = 0)
{
    public static readonly RunId Id = new("study-1");

    readonly Random random = new(order);

    /// <summary>Every request that was trained, in order.</summary>
    public List<EvaluationRequest> Trained { get; } = [];

    /// <summary>How a training ends: a function of its request alone.</summary>
    public Func<EvaluationRequest, EvaluationResult> Train { get; init; } = ResultOf;

    /// <summary>Works until the study has ended or so many trainings were answered.</summary>
    public async Task<StudyProgress> Work(string node = "node", int atMost = int.MaxValue)
    {
        await store.Found(new NewRun(Id, plan.Name, "", "", [new NewActor(RunDecisions.Name, StudyLogic.Kind)]));
        var actor = new ActorId(Id, RunDecisions.Name);
        await store.Post(actor, RunDecisions.ClassMessage, RunDecisions.ClassMessage, Encoding.UTF8.GetBytes(Plans.Arithmetic));
        await store.Post(actor, RunDecisions.FoundMessage, RunDecisions.FoundMessage, StudyJson.Bytes(plan));
        foreach (var old in await store.Nodes()) await store.DeclareDead(old.Info.Id, lostWorkIsSuspect: true);
        var options = new MembershipOptions { Poll = TimeSpan.Zero, Lease = TimeSpan.FromHours(1) };
        var capacity = new NodeCapacity(true, 1, "scripted", Plans.Arithmetic, null).ToJson();
        var membership = new Membership(store, () => new NodeInfo(new NodeId(node), node, "boot", 1, 1, capacity), options, TimeProvider.System);
        await membership.Join();
        var host = new Node(
            store, membership, options, new ActorCells(store, new NodeTurnIds(node), new ScriptedBreeder()), _ => false, TimeProvider.System, NullLogger.Instance);
        var claimed = new List<WorkLease>();
        for (var idle = 0; (await store.GetRun(Id))!.State != RunState.Ended && atMost > 0;)
        {
            idle = await host.Pass() ? 0 : idle + 1;
            if (idle > 100) throw new InvalidOperationException("The study stands still.");
            claimed.AddRange(await store.Claim(membership.Me.Id, [Plans.Arithmetic], random.Next(1, 8)));
            if (claimed.Count == 0) continue;
            var work = claimed[random.Next(claimed.Count)];
            claimed.Remove(work);
            var request = EvaluationRequest.Parse(Encoding.UTF8.GetString(work.Request.Span));
            Trained.Add(request);
            await store.Record(work.Work, Encoding.UTF8.GetBytes(Train(request).ToJson()), new WorkMeta(1, membership.Me.Id, "scripted"));
            (idle, atMost) = (0, atMost - 1);
        }

        var view = new RunView(store, (await store.GetRun(Id))!);
        await view.Refresh();
        return view.Study!;
    }

    static EvaluationResult ResultOf(EvaluationRequest request)
    {
        var h = Mix.Of(request.ToJson());
        return request.Purpose is Study ? Studied((int)(20 + h % 70)) : new Scored([new(new Tally((int)(20 + h % 70), 100), 0.5)], 10, 100);
    }

    /// <summary>A study's result with so many of 100 answers right, in two classes of 50, and other figures to match.</summary>
    public static Scored Studied(int right, int weightNorm = 1)
    {
        var split = new SplitScore(
            new Tally(right, 100), 2.0 - right / 100.0, 3, 0.1,
            [new(new Tally(right / 2, 50), 1), new(new Tally(right - right / 2, 50), 1)]);
        var part = new PortionScore(new Tally(right, 100), 1);
        var start = new PortionScore(new Tally(10, 100), 2.3);
        return new Scored(
            [new(split.Answers, split.CrossEntropy, split.Answers, Study: new StudyOutcome(split, split, split, weightNorm, [new(0, start, start, start), new(10, part, part, part)]))],
            10, 100);
    }
}
