using System.Collections.Immutable;
using System.Text;
using LossActors.FormerActors.Islands;
using LossActors.FormerActors.Kernel;
using LossActors.Learning.Training;

namespace LossActors.FormerActors.Runs;

/// <summary>
/// What a run does: names its arithmetic class, tunes cross-entropy's learning rate, founds the islands, sets the stop when the
/// target is met, and when all islands have ended chooses the champion on fresh draws and compares it on others.
/// </summary>
public static class RunDecisions
{
    /// <summary>Type and key of the message that founds a run, its plan as data.</summary>
    public const string FoundMessage = "found";

    /// <summary>Type and key of the message by which the first device names the run's arithmetic class.</summary>
    public const string ClassMessage = "class";

    /// <summary>The run's actor name.</summary>
    public const string Name = "run";

    public static Decision<RunEvent> Decide(RunProgress run, Input input)
    {
        var turn = new RunTurn(run);
        var message = input as MessageInput ?? throw new InvalidOperationException($"A run does not take {input}.");
        switch (message.Type)
        {
            case FoundMessage when run.Plan is null:
                turn.Emit(new Planned(RunJson.Plan(message.Data)));
                break;
            case ClassMessage when run.ArithmeticClass is null:
                turn.Emit(new ClassNamed(Encoding.UTF8.GetString(message.Data.Span)));
                break;
            case IslandDecisions.ResultMessage when run.Trial?.Holds(TicketOf(message)) == true:
                turn.Emit(new Answered(TicketOf(message), new CanonicalJson(Encoding.UTF8.GetString(message.Data.Span))));
                break;
            case IslandReport.MessageType when run.StoppedBy is null:
                OnReport(turn, IslandReport.Parse(message.Data));
                break;
            default:
                turn.Emit(new Ignored(message.Key, message.Type));
                return turn.Done();
        }

        GoOn(turn);
        return turn.Done();
    }

    static int TicketOf(MessageInput message) => int.Parse(message.Key["ticket:".Length..]);

    static void OnReport(RunTurn turn, IslandReport report)
    {
        turn.Emit(new Reported(report));
        // The turn that met the target counts whole, and so does all that any island did before it had scored as far.
        var stop = report.ThroughBefore + 1;
        if (report.TargetMet && (turn.Run.StopAt is not { } set || stop < set)) turn.Emit(new StopSet(stop));
    }

    static void GoOn(RunTurn turn)
    {
        if (turn.Run is not { Plan: { } plan, ArithmeticClass: { } arithmetic, Recipe: { } recipe }) return;
        if (!turn.Run.IslandsFounded) Found(turn, plan, arithmetic);
        else if (turn.Run.StoppedBy is null) EndSearch(turn, plan);
        else if (turn.Run.Trial is { Complete: true } trial)
        {
            if (trial.Stage == TrialStage.Selection) Prove(turn, plan, Recipe.Parse(recipe.Text), trial);
            else turn.End(Comparison.Outcome(turn.Run.StoppedBy, turn.Run.Finalists, trial));
        }
    }

    static void Found(RunTurn turn, RunPlan plan, string arithmetic)
    {
        var recipe = Recipe.Parse(plan.Islands.Recipe.Text);
        if (plan.TunedRates.Length > 0)
        {
            if (turn.Run.Trial is not { } tuning)
            {
                turn.Open(
                    TrialStage.Tuning, [.. plan.TunedRates.Select(rate => CrossEntropy(recipe.With(rate)))],
                    [.. Enumerable.Range(0, plan.TuningMeasurements)]);
                return;
            }

            if (!tuning.Complete) return;
            var best = tuning.Entrants[Comparison.BestByValidation(tuning, atBestStop: false)];
            recipe = Recipe.Parse(best.Recipe.Text);
            turn.Emit(new Tuned(best.LearningRate, best.Recipe));
        }

        var islands = plan.Islands with { ArithmeticClass = arithmetic, Recipe = new CanonicalJson(recipe.ToJson()) };
        turn.FoundIslands([.. Enumerable.Range(0, islands.Islands).Select(i => islands with { Island = i })]);
    }

    static void EndSearch(RunTurn turn, RunPlan plan)
    {
        var run = turn.Run;
        var all = Enumerable.Range(0, plan.Islands.Islands)
            .All(i => run.Latest.TryGetValue(i, out var latest) && (latest.Ended || latest.Through >= run.StopAt));
        if (!all) return;

        turn.EndSearch();
        var finalists = Finalists(run, plan.Proof.Finalists);
        var recipe = Recipe.Parse(run.Recipe!.Value.Text);
        turn.Open(
            TrialStage.Selection,
            [
                .. finalists.Select(f => Entrant.Of("champion", f.Genome, recipe)),
                .. plan.Proof.Rates.Select(rate => CrossEntropy(recipe.With(rate))),
            ],
            [.. Enumerable.Range(0, plan.Proof.SelectionDraws)]);
    }

    /// <summary>The best of all halls of fame in the total order, each formula once, nothing from beyond the stop.</summary>
    static ImmutableArray<Individual> Finalists(RunProgress run, int count) =>
    [
        .. run.Reports.Values
            .Select(reports => reports.LastOrDefault(r => run.StopAt is not { } stop || r.ThroughBefore < stop))
            .Where(r => r is not null)
            .SelectMany(r => r!.Hall)
            .Order(Individual.Order)
            .DistinctBy(i => i.Genome)
            .Take(count),
    ];

    static void Prove(RunTurn turn, RunPlan plan, Recipe recipe, Trial selection)
    {
        var finalists = Finalists(turn.Run, plan.Proof.Finalists);
        var ranked = Comparison.Rank(finalists, selection);
        turn.Emit(new FinalistsRanked(ranked));
        var bestRate = selection.Entrants[Comparison.BestByValidation(selection, atBestStop: true, from: finalists.Length)].LearningRate;
        turn.Open(
            TrialStage.Proof,
            [
                .. ranked.Take(1).Select(f => Entrant.Of("champion", f.Search.Genome, recipe)),
                CrossEntropy(recipe),
                CrossEntropy(recipe.With(bestRate)) with { Name = Comparison.CrossEntropyAtItsBest },
                .. plan.Proof.Baselines.Where(b => b.Name != "ce").Select(b => Entrant.Of(
                    b.Name, b.Genome, b.WeightDecay is { } decay ? recipe with { Optimiser = recipe.Optimiser.WithDecay(decay) } : recipe)),
            ],
            [.. Enumerable.Range(plan.Proof.SelectionDraws, plan.Proof.Draws)]);
    }

    static Entrant CrossEntropy(Recipe recipe) => Entrant.Of("ce", "-y*log(p)", recipe);
}
