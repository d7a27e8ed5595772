namespace LossActors.Genetics.Randomness;

/// <summary>
/// Philox4x32-10, a counter-based generator: a keyed bijection of 128-bit counters (Salmon, Moraes, Dror and Shaw, "Parallel random
/// numbers: as easy as 1, 2, 3", SC 2011). A number is a function of its key and counter, so there is no state to keep or to lose.
/// </summary>
public static class Philox
{
    const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57;
    const uint Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;

    /// <summary>The four words of one counter under one key.</summary>
    public static (uint X0, uint X1, uint X2, uint X3) Block(uint c0, uint c1, uint c2, uint c3, uint key0, uint key1)
    {
        for (var round = 0; round < 10; round++)
        {
            var product0 = (ulong)Multiplier0 * c0;
            var product1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(product1 >> 32) ^ c1 ^ key0, (uint)product1, (uint)(product0 >> 32) ^ c3 ^ key1, (uint)product0);
            key0 += Weyl0;
            key1 += Weyl1;
        }

        return (c0, c1, c2, c3);
    }

    /// <summary>
    /// The draws that belong to one act, the same whenever and wherever they are asked for. Streams of different arguments never overlap.
    /// </summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="a">Who draws, for example an island's number.</param>
    /// <param name="b">At which act, for example a birth's number.</param>
    /// <param name="purpose">What for.</param>
    /// <param name="draw">Which attempt at the same act, below 2^24.</param>
    public static RandomStream Stream(ulong seed, uint a, uint b, Purpose purpose, uint draw = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(draw, 1u << 24);
        return new(seed, a, b, (uint)purpose | draw << 8);
    }
}
