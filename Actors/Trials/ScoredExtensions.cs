using LossActors.Learning.Training;

namespace LossActors.Actors.Trials;

static class ScoredExtensions
{
    /// <summary>Right validation answers of all trainings: of each at its last step, or at its best checkpoint.</summary>
    public static Tally ValidationAt(this Scored scored, bool atBestStop) =>
        atBestStop ? scored.Trainings.Aggregate(default(Tally), (sum, t) => sum + t.BestStop!.Validation) : scored.Validation;

    /// <summary>Of all trainings together: of each at its last step, or at its best checkpoint.</summary>
    public static ValidationRank RankAt(this Scored scored, bool atBestStop) =>
        ValidationRank.Sum(scored.Trainings.Select(t => atBestStop ? t.RankAtBestStop : t.Rank));

    /// <summary>Right test answers of all trainings: of each at its last step, or at its best checkpoint.</summary>
    public static Tally? TestAt(this Scored scored, bool atBestStop) => atBestStop ? scored.TestAtBestStop : scored.Test;
}
