using System.Collections.Immutable;
using LossActors.Actors.Islands;
using LossActors.Actors.Trials;
using LossActors.Learning.Statistics;
using LossActors.Learning.Training;
using Scored = LossActors.Learning.Training.Scored;

namespace LossActors.Actors.Runs;

/// <summary>What follows from a run's last trials: the ranking of the finalists, and the table of the proof.</summary>
public static class ProofTable
{
    public const string CrossEntropyAtItsBest = "ce at its best rate and stop";

    /// <summary>
    /// Finalists, the first entrants of a trial, by validation accuracy on its draws; equals keep the search's order. A divergence counts
    /// as no answer right: a loss that works on some draws only must not win by those.
    /// </summary>
    public static ImmutableArray<Finalist> Rank(ImmutableArray<Individual> finalists, Trial selection) =>
    [
        .. finalists.Select((f, e) => new Finalist(f, MeanAccuracy(selection.ScoresOf(e)))).OrderByDescending(f => f.SelectionAccuracy),
    ];

    /// <param name="proof">Its first entrant is the first of the finalists, if there is one.</param>
    public static RunOutcome Outcome(StoppedBy stoppedBy, ImmutableArray<Finalist> finalists, Trial proof)
    {
        var champion = finalists.IsEmpty ? null : finalists[0].Search;
        var reference = champion is null ? [] : Test(proof, 0, atBestStop: false);
        return new RunOutcome(stoppedBy, champion, finalists, [.. proof.Plan.Entrants.Select((_, e) => Row(proof, e, reference))]);
    }

    static double MeanAccuracy(ImmutableArray<Scored?> draws) =>
        draws.Select(s => s?.Validation.Accuracy ?? 0).DefaultIfEmpty(0).Average();

    static ProofRow Row(Trial proof, int entrant, ImmutableArray<Tally?> champion)
    {
        var (name, genome, recipe) = proof.Plan.Entrants[entrant];
        var atBestStop = name == CrossEntropyAtItsBest;
        var validation = Accuracies(proof.ScoresOf(entrant).Select(s => s?.ValidationAt(atBestStop)));
        var test = Test(proof, entrant, atBestStop);
        var differences = entrant == 0 ? [] : champion.Zip(test).Where(p => p is (not null, not null))
            .Select(p => Difference(p.First!.Value, p.Second!.Value)).ToArray();
        return new ProofRow(
            name, genome, recipe.Optimiser.Rate, atBestStop, validation.Average(), Accuracies(test).Average(),
            Accuracies(test), test.Count(t => t is null), differences.Count(d => d > 0),
            differences.Length == 0 ? null : SignedRank.PValue(differences));
    }

    static ImmutableArray<Tally?> Test(Trial trial, int entrant, bool atBestStop) =>
        [.. trial.ScoresOf(entrant).Select(s => s?.TestAt(atBestStop))];

    static ImmutableArray<double?> Accuracies(IEnumerable<Tally?> tallies) => [.. tallies.Select(t => t?.Accuracy)];

    /// <summary>One rounding of the exact difference, so that equal differences are equal numbers: ranks must see their ties.</summary>
    static double Difference(Tally a, Tally b) =>
        (double)((long)a.Correct * b.Total - (long)b.Correct * a.Total) / ((long)a.Total * b.Total);
}
