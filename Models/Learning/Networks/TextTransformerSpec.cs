namespace LossActors.Learning.Networks;

/// <summary>
/// A Transformer encoder over the tokens of a text: learned vectors and positions, pre-normalised blocks with GELU, and a linear layer on
/// the mean of the tokens that are there. Without dropout.
/// </summary>
/// <param name="Width">Numbers in a token; a multiple of <paramref name="Heads"/>.</param>
/// <param name="Depth">Encoder blocks.</param>
/// <param name="Mlp">Width of the hidden layer in each block.</param>
public sealed record TextTransformerSpec(int Width = 64, int Depth = 2, int Heads = 4, int Mlp = 128) : NetworkSpec
{
    internal override IEnumerable<(string Key, string Problem)> Problems()
    {
        if (Width is < 1 or > 1 << 14) yield return ("width", $"is {Width}; it is 1 to 16384");
        if (Depth is < 1 or > 1000) yield return ("depth", $"is {Depth}; it is 1 to 1000 blocks");
        if (Heads < 1) yield return ("heads", $"is {Heads}; at least 1 is needed");
        else if (Width % Heads != 0) yield return ("heads", $"is {Heads}, which does not divide the width of {Width}");
        if (Mlp is < 1 or > 1 << 16) yield return ("mlp", $"is {Mlp}; it is 1 to 65536");
    }
}
