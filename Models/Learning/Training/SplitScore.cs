using System.Text.Json.Serialization;

namespace LossActors.Learning.Training;

/// <summary>How well a network answers for a split, whatever loss it was trained with.</summary>
/// <param name="CrossEntropy">Mean −log p of the labels.</param>
/// <param name="TailLoss">
/// Mean −log p of the worst 1 − β of the samples, the last one counted in part where their number is not whole: the conditional value at
/// risk (Rockafellar and Uryasev 2000) of the sample losses.
/// </param>
/// <param name="CalibrationError">
/// Expected calibration error (Guo et al. 2017): over 15 equal bins (0, 1/15], … of the largest probability, the mean distance of
/// confidence and accuracy, bins weighted by their samples.
/// </param>
/// <param name="Classes">By label.</param>
/// <param name="Groups">By the samples' group, such as the severity of a corruption; null where the data have none.</param>
/// <param name="Structure">
/// Of structures; null of classes. The answers are then right parts, losses are squared distances ‖h(x) − ψ(y)‖², the calibration
/// error is 0, and all samples are of one class.
/// </param>
public sealed record SplitScore(
    Tally Answers, double CrossEntropy, double TailLoss, double CalibrationError, IReadOnlyList<PortionScore> Classes,
    IReadOnlyList<PortionScore>? Groups = null, StructureScore? Structure = null)
{
    /// <summary>Accuracy of the class with the lowest.</summary>
    [JsonIgnore]
    public double WorstClass => Present(Classes).Min(c => c.Answers.Accuracy);

    /// <summary>Mean of the classes' accuracies.</summary>
    [JsonIgnore]
    public double ClassBalanced => Present(Classes).Average(c => c.Answers.Accuracy);

    /// <summary>Accuracy of the group with the lowest.</summary>
    [JsonIgnore]
    public double? WorstGroup => Groups is null ? null : Present(Groups).Min(g => g.Answers.Accuracy);

    /// <summary>Mean of the groups' accuracies: the balanced accuracy of Holland and Hamada 2024 where groups are severities.</summary>
    [JsonIgnore]
    public double? GroupBalanced => Groups is null ? null : Present(Groups).Average(g => g.Answers.Accuracy);

    /// <summary>Mean of the groups' mean losses.</summary>
    [JsonIgnore]
    public double? GroupBalancedLoss => Groups is null ? null : Present(Groups).Average(g => g.CrossEntropy);

    static IEnumerable<PortionScore> Present(IReadOnlyList<PortionScore> portions) => portions.Where(p => p.Answers.Total > 0);
}
