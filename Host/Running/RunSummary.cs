using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Genetics.Genomes;
using LossActors.Host.Reports;
using LossActors.Persistence.Reading;
using LossActors.Persistence.Views;

namespace LossActors.Host.Running;

/// <summary>A run's result for other programs to read: the file of <c>--summary</c>.</summary>
/// <param name="StoppedBy">births or target once the search has ended; time or interrupt for a prefix of it.</param>
/// <param name="LearningRate">The recipe's rate, tuned for cross-entropy where the run file says so.</param>
/// <param name="Order">reproducible: two runs are equal byte for byte where training is deterministic. arrival: replayable only.</param>
/// <param name="DecisionsSha256">Hash of what <c>journal --decisions</c> prints.</param>
/// <param name="Seconds">Of this start of the program, and of all trainings of the run added up.</param>
/// <param name="Data">What was trained on; null where this machine does not have it.</param>
sealed record RunSummary(
    string Run, string State, string StoppedBy, ulong Seed, int Islands, int Births, double? LearningRate, EvaluationCounts Evaluations,
    IReadOnlyDictionary<string, int> Redrawn, ChampionSummary? Champion, IReadOnlyList<ProofRow> Baselines, string Order,
    string? ArithmeticClass, long Nondeterministic, string DecisionsSha256, SecondsSummary Seconds, int Lanes, string Journal,
    DataNumbers? Data = null)
{
    public static async Task<RunSummary> Of(RunView view, JournalReader reader, string journal, string stoppedBy, int lanes, TimeSpan wall)
    {
        var state = view.State;
        var plan = state.Plan;
        var decisions = new List<string>();
        await foreach (var line in view.Decisions()) decisions.Add(line);
        return new RunSummary(
            view.Name, state.HasEnded ? "ended" : state.IsPaused ? "paused" : "running",
            state.Outcome?.StoppedBy.ToString().ToLowerInvariant() ?? stoppedBy, plan?.Islands.Seed ?? 0,
            view.Islands.Count, view.Islands.Values.Sum(i => i.State.Births), state.Recipe?.Optimiser.Rate, EvaluationCounts.Of(view),
            RedrawnOf(view), ChampionSummary.Of(view), [.. state.Outcome?.Rows.Skip(state.Outcome.Champion is null ? 0 : 1) ?? []],
            plan?.Islands.ArrivalOrder == true ? "arrival" : "reproducible", state.ArithmeticClass, await reader.Nondeterministic(),
            DecisionLog.Hash(decisions), new SecondsSummary(wall.TotalSeconds, view.Costs.Seconds), lanes, journal);
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
    public static EvaluationCounts Of(RunView view)
    {
        var asked = view.State.Tickets + view.Islands.Values.Sum(i => (long)i.State.NextTicket.Number);
        var open = (view.State.Trial?.Results.Count(r => r is null) ?? 0) + view.Islands.Values.Sum(i => (long)i.State.Open.Count);
        var costs = view.Costs;
        return new EvaluationCounts(
            asked, costs.Trained, asked - open - costs.Trained - costs.Condemned, view.Islands.Values.Sum(i => (long)i.State.Diverged),
            costs.Condemned);
    }
}

/// <param name="Scale">The factor on the gradient.</param>
/// <param name="Validation">Accuracy on the selection draws, and in the search.</param>
/// <param name="Test">Accuracy on the proof's draws, on the samples that <c>dataset.proof</c> keeps for it where it is set.</param>
/// <param name="Lineage">Generations of parents behind it.</param>
sealed record ChampionSummary(
    string Text, string Latex, int Complexity, double Scale, double? Validation, double SearchValidation, double? Test, int Lineage,
    string Island, int Birth)
{
    public static ChampionSummary? Of(RunView view)
    {
        if (Best(view) is not { } champion) return null;
        var genome = LossGenome.Parse(champion.Genome);
        var row = view.State.Outcome?.Rows.FirstOrDefault();
        var birth = view.Islands[champion.Origin.Island].Births[champion.Origin.Birth];
        return new ChampionSummary(
            champion.Genome, genome.Latex, champion.Complexity, birth.Factor, row?.Validation, 1 - champion.Score, row?.Test,
            view.LineageDepth(champion.Origin), $"island/{champion.Origin.Island}", champion.Origin.Birth);
    }

    /// <summary>The champion of an ended run, the best of the halls of fame before that.</summary>
    public static Individual? Best(RunView view) => view.State.Outcome is { } outcome
        ? outcome.Champion
        : view.BestOfHalls;
}

/// <param name="Wall">This start of the program.</param>
/// <param name="Training">All trainings that this run caused, lanes added up.</param>
sealed record SecondsSummary(double Wall, double Training);
