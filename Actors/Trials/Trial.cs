using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Learning.Training;

namespace LossActors.Actors.Trials;

/// <summary>A trial under way. Results fill in as they come; what follows from them does not depend on the order.</summary>
/// <param name="Asker">The run or comparison whose trial it is.</param>
/// <param name="Results">By ticket − first ticket; null while open.</param>
public sealed record Trial(TrialPlan Plan, string Asker, string ArithmeticClass, ImmutableArray<CanonicalJson?> Results)
{
    /// <summary>
    /// Open evaluations that are asked for at a time: more than any cluster has lanes, fewer than would burden it by their being repeated.
    /// </summary>
    public const int MostAsked = 1000;

    // Hashing the requests is dear and follows from the plan: done once for a trial and all that it becomes.
    readonly Lazy<Asking> asking = new(() => Asking.For(Plan, Asker, ArithmeticClass));

    [JsonIgnore]
    public bool Complete => Results.All(r => r is not null);

    /// <summary>The oldest open evaluations, each once however many tickets it has.</summary>
    [JsonIgnore]
    public IEnumerable<Question> Open =>
        asking.Value.Questions.Where(q => Results[q.Place] is null).Take(MostAsked).Select(q => q.Question);

    public static Trial Of(TrialPlan plan, EntityId asker, string arithmeticClass) =>
        new(plan, asker.PersistenceId, arithmeticClass, [.. new CanonicalJson?[plan.Size]]);

    /// <summary>Open tickets that a result of this key answers, ascending.</summary>
    public IEnumerable<long> TicketsOf(EvaluationKey key) =>
        asking.Value.Places.GetValueOrDefault(key, []).Where(p => Results[p] is null).Select(p => Plan.FirstTicket + p);

    public Trial With(long ticket, CanonicalJson result) =>
        this with { Results = Results.SetItem((int)(ticket - Plan.FirstTicket), result) };

    /// <summary>An entrant's results, draw by draw; null while open.</summary>
    public ImmutableArray<EvaluationResult?> ResultsOf(int entrant) =>
    [
        .. Plan.Draws.Select((_, draw) => Results[draw * Plan.Entrants.Length + entrant])
            .Select(result => result is { } json ? EvaluationResult.Parse(json.Text) : null),
    ];

    /// <summary>An entrant's scores, draw by draw; null where it diverged or was condemned, or is open.</summary>
    public ImmutableArray<Scored?> ScoresOf(int entrant) => [.. ResultsOf(entrant).Select(r => r as Scored)];

    /// <summary>
    /// What validation says for an entrant over all draws. A divergence counts as none right: what works on some draws only must not win by
    /// those.
    /// </summary>
    /// <param name="atBestStop">Judge each training at its best checkpoint instead of its last step.</param>
    public ValidationRank RankOf(int entrant, bool atBestStop = false) =>
        ValidationRank.Sum(ScoresOf(entrant).Select(s => s?.RankAt(atBestStop) ?? new(0, double.PositiveInfinity)));

    /// <summary>The best of some entrants by <see cref="RankOf"/>; of equals the first.</summary>
    /// <returns>It, and how many of them have as many right answers, itself included.</returns>
    public (int Entrant, int Tied) BestByValidation(IEnumerable<int> entrants, bool atBestStop = false)
    {
        var ranked = entrants.Select(e => (Entrant: e, Rank: RankOf(e, atBestStop))).ToArray();
        var best = ranked.MaxBy(r => r.Rank, ValidationRank.Order);
        return (best.Entrant, ranked.Count(r => r.Rank.Correct == best.Rank.Correct));
    }

    public bool Equals(Trial? other) =>
        other is not null && Plan == other.Plan && Asker == other.Asker
        && ArithmeticClass == other.ArithmeticClass && Results == other.Results;

    public override int GetHashCode() => HashCode.Combine(Plan, Asker, ArithmeticClass, Results);

    sealed record Asking(
        ImmutableArray<(int Place, Question Question)> Questions, FrozenDictionary<EvaluationKey, ImmutableArray<int>> Places)
    {
        public static Asking For(TrialPlan plan, string asker, string arithmeticClass)
        {
            var all = Enumerable.Range(0, plan.Size)
                .Select(place => Evaluate.Of(plan.Request(place), arithmeticClass, asker, plan.FirstTicket + place)).ToArray();
            var places = all.Index().GroupBy(a => a.Item.Key, a => a.Index).ToFrozenDictionary(g => g.Key, g => g.ToImmutableArray());
            return new([.. all.Index().DistinctBy(a => a.Item.Key).Select(a => (a.Index, a.Item.Question))], places);
        }
    }
}
