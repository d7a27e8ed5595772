using LossActors.Learning.Training;

namespace LossActors.Host.Reproduction.Ele;

/// <summary>What is kept of one way to predict structures, on one draw.</summary>
/// <param name="Right">Share of the structures' parts that are right, of the test split.</param>
/// <param name="Distance">Mean edit distance of the test split.</param>
/// <param name="LooseDistance">The same of graphs where bonds of all orders are alike; NaN of what is no graph.</param>
/// <param name="Hits1">NaN where the right structure need not be among the candidates.</param>
/// <param name="Distances">Each test sample's.</param>
/// <param name="OfPairs">Rank correlation of the embedding's distances and edits, over pairs; NaN for none.</param>
/// <param name="OfEdits">The same over structures and their edits.</param>
/// <param name="Decoded">By projected gradient; null where it was not asked for.</param>
sealed record EleFigures(
    double Right, double Distance, double LooseDistance, double Hits1, double Hits10, double ReciprocalRank, int Candidates,
    IReadOnlyList<int> Distances, double OfPairs, double OfEdits, DecodedScore? Decoded)
{
    public static EleFigures Of(EvaluationResult result) =>
        result is Scored { Trainings: [{ Study.Test: { Structure: not null } test }] }
            ? Of(test)
            : throw new FormatException($"A training on structures shows none: {result.ToJson()}");

    /// <param name="test">Of structures.</param>
    public static EleFigures Of(SplitScore test)
    {
        var found = test.Structure!;
        return new(
            test.Answers.Accuracy, found.Distance, found.LooseDistance ?? double.NaN, found.Hits1 ?? double.NaN, found.Hits10 ?? double.NaN,
            found.ReciprocalRank ?? double.NaN, found.Candidates, found.Distances ?? [], found.Embedding?.OfPairs ?? double.NaN,
            found.Embedding?.OfEdits ?? double.NaN, found.Decoded);
    }
}
