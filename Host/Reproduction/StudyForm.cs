namespace LossActors.Host.Reproduction;

/// <param name="Quick">The short form: at most three minutes on two cores, the direction of the headline only.</param>
/// <param name="DataFolder">Where data sets lie, such as <c>cifar-10-batches-bin</c>; null if nobody said.</param>
public sealed record StudyForm(bool Quick, string? DataFolder = null);
