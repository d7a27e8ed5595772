namespace LossActors.Learning.Networks;

/// <summary>
/// A convolutional network over the tokens of a text: learned vectors, convolutions over neighbouring tokens with ReLU, each added to what
/// it took, and a linear layer on the mean and the largest of each channel.
/// </summary>
/// <param name="Width">Channels.</param>
/// <param name="Depth">Convolutions.</param>
/// <param name="Kernel">Tokens that a convolution sees at a time, odd.</param>
public sealed record TextCnnSpec(int Width = 128, int Depth = 3, int Kernel = 5) : NetworkSpec
{
    internal override IEnumerable<(string Key, string Problem)> Problems()
    {
        if (Width is < 1 or > 1 << 14) yield return ("width", $"is {Width}; it is 1 to 16384");
        if (Depth is < 1 or > 1000) yield return ("depth", $"is {Depth}; it is 1 to 1000 convolutions");
        if (Kernel is < 1 or > 101 || Kernel % 2 == 0) yield return ("kernel", $"is {Kernel}; it is an odd number from 1 to 101");
    }
}
