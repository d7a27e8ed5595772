namespace LossActors.Learning.Networks;

/// <summary>
/// Myrtle-5 (Page; Shankar et al., ICML 2020): 3×3 convolutions with ReLU, two before and one after a mean pooling of 2, one more after
/// another, then the mean over what is left and a linear layer. 113,226 parameters at width 64 for three channels and ten classes.
/// </summary>
/// <param name="Width">Channels of every convolution.</param>
public sealed record Myrtle5Spec(int Width = 64) : NetworkSpec
{
    /// <summary>Pixels; what is smaller leaves nothing after the second pooling.</summary>
    internal const int SmallestSide = 4;

    internal override IEnumerable<(string, string)> Problems()
    {
        if (Width is < 1 or > 4096) yield return ("width", $"is {Width}; it is 1 to 4096 channels");
    }
}
