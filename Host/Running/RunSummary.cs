using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LossActors.Actors.Devices;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Genetics.Genomes;
using LossActors.Learning.Training;
using LossActors.FormerPersistence;

namespace LossActors.Host.Running;

/// <summary>A run's result for other programs to read: the file of <c>--summary</c>.</summary>
/// <param name="StoppedBy">births or target once the search has ended; time or interrupt for a prefix of it.</param>
/// <param name="LearningRate">The recipe's rate, tuned for cross-entropy where the run file says so.</param>
/// <param name="Order">reproducible: two runs are equal byte for byte where training is deterministic. arrival: replayable only.</param>
/// <param name="DecisionsSha256">Hash of what <c>journal --decisions</c> prints.</param>
/// <param name="Seconds">Of this start of the program, and of all trainings of the run added up.</param>
sealed record RunSummary(
    string Run, string State, string StoppedBy, ulong Seed, int Islands, int Births, double? LearningRate, EvaluationCounts Evaluations,
    IReadOnlyDictionary<string, int> Redrawn, ChampionSummary? Champion, IReadOnlyList<ComparisonRow> Baselines, string Order, string? ArithmeticClass,
    long Nondeterministic, string DecisionsSha256, SecondsSummary Seconds, int Lanes, string Journal)
{
    public static async ValueTask<RunSummary> Of(
        IStore store, RunView view, string journal, string stoppedBy, DeviceStatistics training, int lanes, TimeSpan wall)
    {
        var plan = view.Progress.Plan;
        var islands = view.Progress.IslandsFounded ? plan!.Islands.Islands : 0;
        var totals = await store.Totals(view.Run.Id);
        return new RunSummary(
            view.Run.Name, view.Run.State.ToString().ToLowerInvariant(), view.Progress.Outcome?.StoppedBy ?? stoppedBy, plan?.Islands.Seed ?? 0,
            islands, view.Islands.Values.Sum(i => i.State.Births), view.Progress.Recipe is { } recipe ? Recipe.Parse(recipe.Text).Optimiser.Rate : null,
            EvaluationCounts.Of(view, totals), RedrawnOf(view), ChampionSummary.Of(view),
            [.. view.Progress.Outcome?.Rows.Skip(view.Progress.Outcome.Champion is null ? 0 : 1) ?? []],
            plan?.Islands.ArrivalOrder == true ? "arrival" : "reproducible", view.Run.ArithmeticClass, training.Nondeterministic,
            await DecisionLog.Hash(store, view.Run, islands), new SecondsSummary(wall.TotalSeconds, totals.TrainingSeconds), lanes, journal);
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    static SortedDictionary<string, int> RedrawnOf(RunView view)
    {
        var sum = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (reason, count) in view.Islands.Values.SelectMany(i => i.Redrawn)) sum[reason] = sum.GetValueOrDefault(reason) + count;
        return sum;
    }

    static JsonSerializerOptions Json { get; } = new()
    {
        WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };
}

/// <param name="Asked">By the islands and for the comparison.</param>
/// <param name="Trained">Trained because this run asked first.</param>
/// <param name="Cached">Answered from an evaluation that was there already.</param>
/// <param name="Failed">Given up after three witnessed deaths.</param>
sealed record EvaluationCounts(long Asked, long Trained, long Cached, long Diverged, long Failed)
{
    public static EvaluationCounts Of(RunView view, WorkTotals totals)
    {
        var asked = view.Progress.Tickets + view.Islands.Values.Sum(i => (long)i.State.Tickets);
        var known = totals.Ready + totals.Leased + totals.Done + totals.Poison;
        return new EvaluationCounts(asked, totals.Done, asked - known, view.Islands.Values.Sum(i => (long)i.State.Diverged), totals.Poison);
    }
}

/// <param name="Scale">The factor on the gradient.</param>
/// <param name="Validation">Accuracy on the selection draws, and in the search.</param>
/// <param name="Test">Accuracy on the proof's draws, on the samples that <c>dataset.proof</c> keeps for it where it is set.</param>
/// <param name="Lineage">Generations of parents behind it.</param>
sealed record ChampionSummary(
    string Text, string Latex, int Complexity, double Scale, double? Validation, double SearchValidation, double? Test, int Lineage, string Island, int Birth)
{
    public static ChampionSummary? Of(RunView view)
    {
        if (Best(view) is not { } champion) return null;
        var genome = LossGenome.Parse(champion.Genome);
        var row = view.Progress.Outcome?.Rows.FirstOrDefault();
        var birth = view.Islands[champion.Origin.Island].Births[champion.Origin.Birth];
        return new ChampionSummary(
            champion.Genome, genome.Latex, champion.Complexity, birth.Factor, row?.Validation, 1 - champion.Score, row?.Test,
            view.LineageDepth(champion.Origin), IslandDecisions.Name(champion.Origin.Island), champion.Origin.Birth);
    }

    /// <summary>The champion of an ended run, the best of the halls of fame before that.</summary>
    public static Individual? Best(RunView view) => view.Progress.Outcome is { } outcome
        ? outcome.Champion
        : view.Islands.Values.SelectMany(i => i.State.Hall.Values).Order(Individual.Order).FirstOrDefault();
}

/// <param name="Wall">This start of the program.</param>
/// <param name="Training">All trainings that this run caused, lanes added up.</param>
sealed record SecondsSummary(double Wall, double Training);
