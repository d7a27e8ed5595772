namespace LossActors.Learning.Losses.Spans;

/// <summary>Where an operand lies: a scalar, a buffer of one chunk, or a part of a tile.</summary>
/// <param name="Offset">Into the arena; −1 for a scalar.</param>
/// <param name="InTile">Whether the chunk's own start is to be added.</param>
/// <param name="Scalar">The value of a scalar.</param>
readonly record struct Place<T>(int Offset, bool InTile, T Scalar)
{
    public bool IsScalar => Offset < 0;

    public int At(int chunkStart) => InTile ? Offset + chunkStart : Offset;
}
