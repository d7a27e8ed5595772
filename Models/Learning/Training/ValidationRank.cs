namespace LossActors.Learning.Training;

/// <summary>
/// What a validation split says for a checkpoint, a learning rate or a loss: right answers, and of equals the lower cross-entropy. A small
/// split has many equals, and the first of them would be the one that was trained least.
/// </summary>
/// <param name="CrossEntropy">Mean −log p of the labels, or a sum of such means; infinite where it is not known.</param>
public readonly record struct ValidationRank(long Correct, double CrossEntropy)
{
    /// <summary>The better one is the greater.</summary>
    public static Comparer<ValidationRank> Order { get; } = Comparer<ValidationRank>.Create((a, b) =>
        a.Correct != b.Correct ? a.Correct.CompareTo(b.Correct) : b.CrossEntropy.CompareTo(a.CrossEntropy));

    /// <summary>Of several trainings, on splits of one size.</summary>
    public static ValidationRank Sum(IEnumerable<ValidationRank> ranks) =>
        ranks.Aggregate(default(ValidationRank), (sum, r) => new(sum.Correct + r.Correct, sum.CrossEntropy + r.CrossEntropy));
}
