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

    const string CrossEntropy = "ce", CrossEntropyAtItsBestRate = "ce at its best rate, at the last step";

    /// <summary>
    /// Finalists, the first entrants of a trial, by <see cref="Trial.RankOf"/>; equals keep the search's order.
    /// </summary>
    /// <returns>They, and how many have as many right validation answers as the first, itself included.</returns>
    public static (ImmutableArray<Finalist> Ranking, int Tied) Rank(ImmutableArray<Individual> finalists, Trial selection)
    {
        var ranked = finalists.Select((f, e) => (Finalist: new Finalist(f, MeanAccuracy(selection.ScoresOf(e))), Rank: selection.RankOf(e)))
            .OrderByDescending(f => f.Rank, ValidationRank.Order).ToArray();
        return ([.. ranked.Select(f => f.Finalist)], ranked.Count(f => f.Rank.Correct == ranked[0].Rank.Correct));
    }

    /// <param name="proof">Its first entrant is the first of the finalists, if there is one.</param>
    public static RunOutcome Outcome(StoppedBy stoppedBy, ImmutableArray<Finalist> finalists, Trial proof)
    {
        var champion = finalists.IsEmpty ? null : finalists[0].Search;
        var reference = champion is null ? [] : Test(proof, 0, atBestStop: false);
        var entrants = Enumerable.Range(0, proof.Plan.Entrants.Length).ToArray();
        var samples = entrants.SelectMany(e => proof.ScoresOf(e)).OfType<Scored>().Select(s => s.Trainings[0].Validation.Total);
        return new RunOutcome(
            stoppedBy, champion, finalists, [.. entrants.Select(e => Row(proof, e, reference))], samples.FirstOrDefault());
    }

    static double MeanAccuracy(ImmutableArray<Scored?> draws) =>
        draws.Select(s => s?.Validation.Accuracy ?? 0).DefaultIfEmpty(0).Average();

    static ProofRow Row(Trial proof, int entrant, ImmutableArray<Tally?> champion)
    {
        var (name, genome, recipe) = proof.Plan.Entrants[entrant];
        var atBestStop = name == CrossEntropyAtItsBest;
        var validation = Accuracies(proof.ScoresOf(entrant).Select(s => s?.ValidationAt(atBestStop)));
        var test = Test(proof, entrant, atBestStop);
        var rival = (Name: (string?)null, Test: test);
        if (atBestStop && !champion.IsEmpty) rival = Untuned(proof, entrant).Prepend(rival).MaxBy(r => Right(r.Test));
        var differences = entrant == 0 ? [] : champion.Zip(rival.Test).Where(p => p is (not null, not null))
            .Select(p => Difference(p.First!.Value, p.Second!.Value)).ToArray();
        return new ProofRow(
            name, genome, recipe.Optimiser.Rate, atBestStop, validation.Average(), Accuracies(test).Average(),
            Accuracies(test), test.Count(t => t is null), differences.Count(d => d > 0),
            differences.Length == 0 ? null : SignedRank.PValue(differences),
            atBestStop ? proof.ScoresOf(entrant).Sum(s => s?.Trainings.Count(t => t.IsBestStopTied) ?? 0) : 0, rival.Name);
    }

    /// <summary>Cross-entropy with less of what its tuning chose: at the last step, and under the champion's recipe.</summary>
    static IEnumerable<(string? Name, ImmutableArray<Tally?> Test)> Untuned(Trial proof, int tuned) => proof.Plan.Entrants.Index()
        .Where(e => e.Item.Name == CrossEntropy).Select(e => ((string?)CrossEntropy, Test(proof, e.Index, atBestStop: false)))
        .Append((CrossEntropyAtItsBestRate, Test(proof, tuned, atBestStop: false)));

    /// <summary>A divergence has none right.</summary>
    static long Right(ImmutableArray<Tally?> draws) => draws.Sum(t => (long)(t?.Correct ?? 0));

    static ImmutableArray<Tally?> Test(Trial trial, int entrant, bool atBestStop) =>
        [.. trial.ScoresOf(entrant).Select(s => s?.TestAt(atBestStop))];

    static ImmutableArray<double?> Accuracies(IEnumerable<Tally?> tallies) => [.. tallies.Select(t => t?.Accuracy)];

    /// <summary>One rounding of the exact difference, so that equal differences are equal numbers: ranks must see their ties.</summary>
    static double Difference(Tally a, Tally b) =>
        (double)((long)a.Correct * b.Total - (long)b.Correct * a.Total) / ((long)a.Total * b.Total);
}
