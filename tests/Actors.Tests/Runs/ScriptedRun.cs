using System.Collections.Immutable;
using LossActors.Actors.Devices;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Actors.Tests.Scripted;
using LossActors.Actors.Tests.Trials;
using LossActors.Actors.Trials;
using LossActors.Learning.Training;

namespace LossActors.Actors.Tests.Runs;

/// <summary>A run whose islands, evaluations and dispatcher a test plays.</summary>
sealed class ScriptedRun
{
    public static readonly RunPlan Plan = Plans.Run;

    /// <summary>The plan without tuning: islands come as soon as there is a class.</summary>
    public static readonly RunPlan Untuned = Plan with { TunedRates = [] };

    public static readonly RunPlan Targeted = Untuned with { Islands = Untuned.Islands with { Target = 0.1 } };

    readonly RunPlan plan;

    public ScriptedRun(RunPlan? plan = null)
    {
        this.plan = plan ?? Plan;
        Lives = new(world => new RunEntity(new RunId(this.plan.Name), new RunLogic(), world), RunJson.Events);
        Lives.Start();
    }

    public Lives<RunState, RunEvent> Lives { get; }

    public Func<Evaluate, EvaluationResult> Train { get; init; } = Results.Any;

    /// <summary>What an island says when it has ended.</summary>
    public Func<int, ImmutableArray<Individual>> Contenders { get; init; } = island =>
        [Loss($"p + {island + 1}", island, 60 + island), Loss("p + 9", island, 50)];

    public IEnumerable<string> Stages => Lives.Events.Where(e => e is not Answered)
        .Select(e => e is TrialOpened t ? $"{t.Trial.Stage}" : e.GetType().Name);

    public RunOutcome Outcome => Lives.Events.OfType<RunEnded>().Single().Outcome;

    public static FoundRun Founding(RunPlan plan) =>
        new(plan, "{}", ImmutableSortedDictionary<int, ImmutableArray<RepeatedSteer>>.Empty);

    public static Individual Loss(string genome, int island, int right, int birth = 0) =>
        new(new Origin(island, birth), genome, 3, 0, 1, right, 100);

    /// <summary>Founds the run and names its class.</summary>
    public ScriptedRun Open()
    {
        Lives.Receive(Founding(plan)).Receive(new ClassIs(Plans.Arithmetic));
        return this;
    }

    public ScriptedRun Says(
        int island, int through, int? metAt = null, int? stop = null, bool ended = false, params ImmutableArray<Individual> contenders)
    {
        Lives.Receive(new IslandProgress(island, stop, through, metAt, ended, contenders));
        return this;
    }

    /// <summary>Every island has ended.</summary>
    public ScriptedRun EndIslands()
    {
        for (var i = 0; i < plan.Islands.Islands; i++) Says(i, plan.Islands.Births - 1, ended: true, contenders: Contenders(i));
        return this;
    }

    /// <summary>Answers all evaluations of the trial under way.</summary>
    public ScriptedRun Evaluate()
    {
        var asked = Lives.State.Trial!.Open.Select(q => (Evaluate)q.Message).ToList();
        foreach (var question in asked) Lives.Receive(Results.To(question, Train(question)));
        return this;
    }

    public ScriptedRun Work()
    {
        Open();
        if (!plan.TunedRates.IsEmpty) Evaluate();
        return EndIslands().Evaluate().Evaluate();
    }

    public ScriptedRun Pause(bool paused = true)
    {
        Lives.Receive(new SetPaused(paused, Lives.State.PauseChanges));
        return this;
    }
}
