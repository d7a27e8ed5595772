using System.Collections.Immutable;
using LossActors.Actors.Devices;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Islands;
using LossActors.Actors.Trials;
using LossActors.Learning.Training;

namespace LossActors.Actors.Runs;

/// <summary>Every island has ended or is through the final stop.</summary>
/// <param name="Stop">The smallest birth at which the target was met (b*), or null.</param>
/// <param name="Contenders">Of all islands as of the stop, in any order.</param>
/// <param name="Births">Most that an island has bred.</param>
public sealed record AllThrough(int? Stop, int Births, ImmutableArray<Individual> Contenders) : Input;

/// <summary>
/// What a run does: gets its arithmetic class, tunes cross-entropy's learning rate, founds the islands, and when all are through chooses
/// the champion on fresh draws and compares it on others.
/// </summary>
public sealed class RunLogic : TrialLogic<RunState, RunEvent>
{
    public override RunState Initial => RunState.Initial;

    public override bool IsFounding(IMessage message) => message is FoundRun;

    public override RunState Apply(RunState run, RunEvent happened) => happened switch
    {
        Planned e => run with { Plan = e.Plan, Config = e.Config, Steers = e.Steers },
        ClassNamed e => run with { ArithmeticClass = e.ArithmeticClass },
        TrialOpened e => run with
        {
            Trial = Trial.Of(e.Trial, new RunId(run.Plan!.Name), run.ArithmeticClass!), Tickets = e.Trial.FirstTicket + e.Trial.Size,
        },
        Answered e => run with { Trial = run.Trial!.With(e.Ticket, e.Result) },
        Tuned e => run with { Recipe = e.Recipe, Ties = run.Ties with { TunedRates = e.Tied } },
        IslandsFounded => run with { IslandsFounded = true, Recipe = run.Recipe ?? run.Plan!.Islands.Recipe },
        SearchEnded e => run with { StoppedBy = e.StoppedBy, Stop = e.Stop, Finalists = e.Finalists },
        FinalistsRanked e => run with { Ranking = e.Finalists, Ties = run.Ties with { Finalists = e.Tied, Rates = e.TiedRates } },
        RunEnded e => run with { Outcome = e.Outcome },
        Paused => run with { IsPaused = true, PauseChanges = run.PauseChanges + 1 },
        Continued => run with { IsPaused = false, PauseChanges = run.PauseChanges + 1 },
        _ => throw new InvalidOperationException($"No rule for {happened.GetType().Name}."),
    };

    protected override IEnumerable<RunEvent> Take(RunState run, Input input) => input switch
    {
        Taken { Message: FoundRun m } => [new Planned(m.Plan, m.Config, m.Steers)],
        Taken { Message: ClassIs m } => [new ClassNamed(m.ArithmeticClass)],
        Taken { Message: Evaluated m } => run.Trial!.TicketsOf(m.Key).Select(ticket => new Answered(ticket, m.Result)),
        Taken { Message: SetPaused m } => [m.Paused ? new Paused() : new Continued()],
        AllThrough all => [EndSearch(run.Plan!, all)],
        _ => throw new InvalidOperationException($"A run does not take {input}."),
    };

    protected override IReadOnlyList<RunEvent> Next(RunState run) => run switch
    {
        { Plan: null } or { ArithmeticClass: null } => [],
        { IslandsFounded: false } => Found(run, run.Plan),
        { StoppedBy: null } => [],
        { Trial: null or { Plan.Stage: TrialStage.Tuning } } => [Select(run, run.Plan.Proof)],
        { Trial.Complete: false } => [],
        { Trial.Plan.Stage: TrialStage.Selection } => Prove(run, run.Plan.Proof, run.Trial),
        _ => [new RunEnded(ProofTable.Outcome(run.StoppedBy.Value, run.Ranking, run.Trial))],
    };

    static RunEvent[] Found(RunState run, RunPlan plan)
    {
        var founded = new IslandsFounded(plan.Islands.Islands);
        if (plan.TunedRates.IsEmpty) return [founded];
        if (run.Trial is not { } tuning)
        {
            var rates = plan.TunedRates.Select(rate => Entrant.CrossEntropy(plan.Islands.Recipe.With(rate)));
            return [Open(run, TrialStage.Tuning, rates, Enumerable.Range(0, plan.TuningMeasurements))];
        }

        if (!tuning.Complete) return [];
        var (entrant, tied) = tuning.BestByValidation(Enumerable.Range(0, plan.TunedRates.Length));
        var best = tuning.Plan.Entrants[entrant];
        return [new Tuned(best.LearningRate, best.Recipe, tied), founded];
    }

    static SearchEnded EndSearch(RunPlan plan, AllThrough all) => new(
        all.Stop is not null ? StoppedBy.Target : all.Births < plan.Islands.Births ? StoppedBy.Stall : StoppedBy.Births, all.Stop,
        [.. all.Contenders.Order(Individual.Order).DistinctBy(i => i.Genome).Take(plan.Proof.Finalists)]);

    static TrialOpened Select(RunState run, ProofPlan proof)
    {
        var finalists = run.Finalists.Select(f => new Entrant("champion", f.Genome, run.Recipe!));
        var rates = proof.Rates.Select(rate => Entrant.CrossEntropy(run.Recipe!.With(rate)));
        return Open(run, TrialStage.Selection, finalists.Concat(rates), Enumerable.Range(0, proof.SelectionDraws));
    }

    static RunEvent[] Prove(RunState run, ProofPlan proof, Trial selection)
    {
        var recipe = run.Recipe!;
        var (ranking, tied) = ProofTable.Rank(run.Finalists, selection);
        var (best, tiedRates) = (Entrant.CrossEntropy(recipe), 1);
        if (!proof.Rates.IsEmpty)
        {
            var rates = Enumerable.Range(run.Finalists.Length, proof.Rates.Length);
            (var entrant, tiedRates) = selection.BestByValidation(rates, atBestStop: true);
            best = selection.Plan.Entrants[entrant];
        }

        Entrant[] entrants =
        [
            .. ranking.Take(1).Select(f => new Entrant("champion", f.Search.Genome, recipe)),
            Entrant.CrossEntropy(recipe),
            best with { Name = ProofTable.CrossEntropyAtItsBest },
            .. proof.Baselines.Where(b => b.Name != "ce").Select(b => new Entrant(b.Name, b.Genome, Decayed(recipe, b.WeightDecay))),
        ];
        var ranked = new FinalistsRanked(ranking, tied, tiedRates);
        return [ranked, Open(run, TrialStage.Proof, entrants, Enumerable.Range(proof.SelectionDraws, proof.Draws))];
    }

    static Recipe Decayed(Recipe recipe, double? decay) =>
        decay is { } d ? recipe with { Optimiser = recipe.Optimiser.WithDecay(d) } : recipe;

    static TrialOpened Open(RunState run, TrialStage stage, IEnumerable<Entrant> entrants, IEnumerable<int> draws) =>
        new(new TrialPlan(stage, [.. entrants], [.. draws], run.Tickets));
}
