using System.Collections.Immutable;
using LossActors.Learning.Training;

namespace LossActors.Actors.Comparisons.Figures;

/// <summary>A number that a comparison tells of a training.</summary>
/// <param name="Key">In JSON.</param>
/// <param name="Name">In tables.</param>
/// <param name="Better">1: higher is better; −1: lower; 0: neither.</param>
/// <param name="IsShare">A share of something, shown in percent.</param>
/// <param name="Of">Null where the training does not have it. The second number is the target of the steps.</param>
public sealed record Metric(string Key, string Name, int Better, bool IsShare, Func<StudyOutcome, double, double?> Of)
{
    public const string TestAccuracyKey = "test_accuracy";
    public const string StepsToTargetKey = "steps_to_target";
    public const string EditDistanceKey = "edit_distance";

    public static ImmutableArray<Metric> All { get; } =
    [
        Share(TestAccuracyKey, "test accuracy", 1, o => o.Test.Answers.Accuracy),
        Share("validation_accuracy", "validation accuracy", 1, o => o.Validation.Answers.Accuracy),
        Share("best_point_accuracy", "best-point accuracy", 1, o => o.BestPoint.Test.Answers.Accuracy),
        Share("training_accuracy", "training accuracy", 0, o => o.Training.Answers.Accuracy),
        Share("accuracy_gap", "accuracy gap", -1, o => o.AccuracyGap),
        Number("test_loss", "test loss", -1, o => o.Test.CrossEntropy),
        Number("training_loss", "training loss", 0, o => o.Training.CrossEntropy),
        Number("loss_gap", "loss gap", -1, o => o.LossGap),
        Number("tail_loss", "tail loss", -1, o => o.Test.TailLoss),
        Share("calibration_error", "ECE", -1, OfClasses(t => t.CalibrationError)),
        Share("worst_class", "worst class", 1, OfClasses(t => t.WorstClass)),
        Share("class_balanced", "balanced accuracy", 1, OfClasses(t => t.ClassBalanced)),
        Share("worst_group", "worst group", 1, o => o.Test.WorstGroup),
        Share("group_balanced", "group-balanced accuracy", 1, o => o.Test.GroupBalanced),
        Number("group_balanced_loss", "group-balanced loss", -1, o => o.Test.GroupBalancedLoss),
        Number(EditDistanceKey, "edit distance", -1, o => o.Test.Structure?.Distance),
        Number("edit_distance_without_bonds", "edit distance without bonds", -1, o => o.Test.Structure?.LooseDistance),
        Share("hits_1", "hits@1", 1, o => o.Test.Structure?.Hits1),
        Share("hits_10", "hits@10", 1, o => o.Test.Structure?.Hits10),
        Number("reciprocal_rank", "MRR", 1, o => o.Test.Structure?.ReciprocalRank),
        Number("embedding_correlation", "ψ: rank correlation", 0, o => o.Test.Structure?.Embedding?.OfPairs),
        Number("embedding_correlation_of_edits", "ψ: rank correlation, edits", 0, o => o.Test.Structure?.Embedding?.OfEdits),
        Number("decoded_distance", "edit distance decoded", -1, o => o.Test.Structure?.Decoded?.Distance),
        Number("decoded_candidate_distance", "of the same, candidates", 0, o => o.Test.Structure?.Decoded?.CandidateDistance),
        Share("decoded_new", "decoded: new", 0, o => o.Test.Structure?.Decoded?.New),
        Share("decoded_valid", "new: valid", 1, o => o.Test.Structure?.Decoded?.Valid),
        Number("weight_norm", "weight norm", 0, o => o.WeightNorm),
        new(StepsToTargetKey, "steps to target", -1, false, (o, target) => o.StepsToAccuracy(target)),
    ];

    public static Metric StepsToTarget => All[^1];

    static Func<StudyOutcome, double?> OfClasses(Func<SplitScore, double> of) => o => o.Test.Structure is null ? of(o.Test) : null;

    static Metric Share(string key, string name, int better, Func<StudyOutcome, double?> of) =>
        new(key, name, better, true, (o, _) => of(o));

    static Metric Number(string key, string name, int better, Func<StudyOutcome, double?> of) =>
        new(key, name, better, false, (o, _) => of(o));
}
