using System.Collections.Immutable;
using LossActors.FormerActors.Islands;
using LossActors.Learning.Training;
using Scored = LossActors.Learning.Training.Scored;

namespace LossActors.FormerActors.Runs;

/// <summary>What follows from a trial's results: the best entrant, the ranking of finalists, the table of the proof.</summary>
public static class Comparison
{
    public const string CrossEntropyAtItsBest = "ce at its best rate and stop";

    /// <summary>The entrant with the most correct validation answers; of equals the first. A divergence counts as none correct.</summary>
    /// <param name="atBestStop">Judge each training at its best checkpoint.</param>
    /// <param name="from">The first entrant to consider.</param>
    public static int BestByValidation(Trial trial, bool atBestStop, int from = 0) =>
        Enumerable.Range(from, trial.Entrants.Length - from).MaxBy(e => (ValidationCorrect(trial, e, atBestStop), -e));

    /// <summary>
    /// Finalists, the first entrants of a trial, by validation accuracy on its draws; equals keep the search's order. A divergence
    /// counts as no answer right: a loss that works on some draws only must not win by those.
    /// </summary>
    public static ImmutableArray<Finalist> Rank(ImmutableArray<Individual> finalists, Trial trial) =>
    [
        .. finalists.Select((f, e) => new Finalist(f, trial.Of(e).Select(r => r?.Validation.Accuracy ?? 0).DefaultIfEmpty(0).Average()))
            .OrderByDescending(f => f.SelectionAccuracy),
    ];

    public static RunOutcome Outcome(string stoppedBy, ImmutableArray<Finalist> finalists, Trial proof)
    {
        var champion = finalists.IsEmpty ? null : finalists[0].Search;
        var reference = champion is null ? [] : Test(proof, 0, atBestStop: false);
        var rows = proof.Entrants.Select((entrant, e) =>
        {
            var atBestStop = entrant.Name == CrossEntropyAtItsBest;
            var test = Test(proof, e, atBestStop);
            var differences = e == 0 ? [] : reference.Zip(test).Where(p => p is (not null, not null))
                .Select(p => Difference(p.First!.Value, p.Second!.Value)).ToArray();
            return new ComparisonRow(
                entrant.Name, entrant.Genome, entrant.LearningRate, atBestStop, Validation(proof, e, atBestStop), Mean(Accuracies(test)),
                Accuracies(test), test.Count(t => t is null), differences.Count(d => d > 0),
                differences.Length == 0 ? null : SignedRank.PValue(differences));
        });
        return new RunOutcome(stoppedBy, champion, finalists, [.. rows]);
    }

    static long ValidationCorrect(Trial trial, int entrant, bool atBestStop) =>
        trial.Of(entrant).Sum(r => (long)(Validation(r, atBestStop)?.Correct ?? 0));

    static double? Validation(Trial trial, int entrant, bool atBestStop) =>
        Mean(Accuracies([.. trial.Of(entrant).Select(r => Validation(r, atBestStop))]));

    static Tally? Validation(Scored? result, bool atBestStop) =>
        atBestStop ? result?.Trainings.Aggregate(default(Tally), (sum, t) => sum + t.BestStop!.Validation) : result?.Validation;

    static ImmutableArray<Tally?> Test(Trial trial, int entrant, bool atBestStop) =>
        [.. trial.Of(entrant).Select(r => atBestStop ? r?.TestAtBestStop : r?.Test)];

    static ImmutableArray<double?> Accuracies(ImmutableArray<Tally?> tallies) => [.. tallies.Select(t => t?.Accuracy)];

    /// <summary>One rounding of the exact difference, so that equal differences are equal numbers: ranks must see their ties.</summary>
    static double Difference(Tally a, Tally b) =>
        (double)((long)a.Correct * b.Total - (long)b.Correct * a.Total) / ((long)a.Total * b.Total);

    static double? Mean(ImmutableArray<double?> values) => values.Where(v => v is not null).DefaultIfEmpty(null).Average();
}
