namespace LossActors.Learning.Networks;

/// <summary>
/// LeNet-5 with ReLU and max pooling for images of any size from 16×16: conv 6 (5×5), pool 2, conv 16 (5×5), pool 2,
/// linear 120, 84, classes. 62,006 parameters for 3×32×32 and ten classes.
/// It is also the small CNN of the COCE experiments (arXiv 2408.03619).
/// </summary>
public sealed record LeNet5Spec : NetworkSpec
{
    /// <summary>Pixels; what is smaller leaves nothing after the second pooling.</summary>
    internal const int SmallestSide = 16;

    internal override IEnumerable<(string, string)> Problems() => [];
}
