namespace LossActors.Learning.Data;

/// <summary>Shape of one sample. A vector of d features is d channels of 1×1, and so is a text of d tokens.</summary>
/// <param name="Vocabulary">Of texts: every number is a token from 1 to this, or 0 after the text's end. 0 for what is no text.</param>
public readonly record struct InputShape(int Channels, int Height, int Width, int Vocabulary = 0)
{
    /// <summary>Numbers in a sample.</summary>
    public int Size => Channels * Height * Width;

    /// <summary>Numbers in a channel.</summary>
    public int Plane => Height * Width;

    public bool IsImage => Plane > 1;

    public bool IsText => Vocabulary > 0;

    public override string ToString() => IsText ? $"{Channels} tokens" : IsImage ? $"{Channels}×{Height}×{Width}" : $"{Channels}";
}
