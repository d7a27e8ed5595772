namespace LossActors.Learning.Data;

/// <summary>Shape of one sample. A vector of d features is d channels of 1×1.</summary>
public readonly record struct InputShape(int Channels, int Height, int Width)
{
    /// <summary>Numbers in a sample.</summary>
    public int Size => Channels * Height * Width;

    /// <summary>Numbers in a channel.</summary>
    public int Plane => Height * Width;

    public bool IsImage => Plane > 1;

    public override string ToString() => IsImage ? $"{Channels}×{Height}×{Width}" : $"{Channels}";
}
