using System.Runtime.InteropServices;
using LossActors.Genetics.Numerics;

namespace LossActors.Genetics.Randomness;

/// <summary>
/// A sequence of draws from <see cref="Philox"/>, the same bits on every processor. Not for several threads at once.
/// </summary>
public sealed class RandomStream
{
    readonly uint key0, key1, a, b, c;
    (uint X0, uint X1, uint X2, uint X3) block;
    uint nextBlock;
    int used = 4;
    double spareNormal = double.NaN;

    internal RandomStream(ulong seed, uint a, uint b, uint c)
    {
        key0 = (uint)seed;
        key1 = (uint)(seed >> 32);
        this.a = a;
        this.b = b;
        this.c = c;
    }

    public uint NextUInt32()
    {
        if (used == 4)
        {
            block = Philox.Block(nextBlock, a, b, c, key0, key1);
            nextBlock = checked(nextBlock + 1);
            used = 0;
        }

        return used++ switch { 0 => block.X0, 1 => block.X1, 2 => block.X2, _ => block.X3 };
    }

    public ulong NextUInt64()
    {
        var high = NextUInt32();
        return (ulong)high << 32 | NextUInt32();
    }

    /// <summary>Uniform in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high).</summary>
    public double NextDouble(double low, double high) => low + (high - low) * NextDouble();

    /// <summary>True with the given probability.</summary>
    public bool NextBool(double probability) => NextDouble() < probability;

    /// <summary>Uniform in 0 … n − 1 without bias (Lemire, "Fast random integer generation in an interval", 2019).</summary>
    public int NextInt(int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);
        var product = (ulong)NextUInt32() * (uint)n;
        if ((uint)product < (uint)n)
        {
            var threshold = (uint)(0x1_0000_0000UL % (uint)n);
            while ((uint)product < threshold) product = (ulong)NextUInt32() * (uint)n;
        }

        return (int)(product >> 32);
    }

    /// <summary>Uniform in low … high, both included.</summary>
    public int NextInt(int low, int high) => low + NextInt(high - low + 1);

    /// <summary>Normal with mean 0 and variance 1 (Box and Muller, 1958).</summary>
    public double NextNormal()
    {
        if (!double.IsNaN(spareNormal))
        {
            var spare = spareNormal;
            spareNormal = double.NaN;
            return spare;
        }

        var radius = Math.Sqrt(-2 * ScalarMath.Log(1 - NextDouble()));
        var angle = 2 * Math.PI * NextDouble();
        spareNormal = radius * ScalarMath.Sin(angle);
        return radius * ScalarMath.Cos(angle);
    }

    /// <summary>One of the items.</summary>
    public T Pick<T>(ReadOnlySpan<T> items) => items[NextInt(items.Length)];

    /// <summary>An index, drawn in proportion to its weight.</summary>
    public int PickWeighted(ReadOnlySpan<double> weights)
    {
        var total = 0.0;
        foreach (var weight in weights) total += weight;
        var at = NextDouble() * total;
        var last = -1;
        for (var i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] > 0)) continue;
            last = i;
            at -= weights[i];
            if (at < 0) break;
        }

        return last >= 0 ? last : throw new ArgumentException("no weight is above 0", nameof(weights));
    }

    /// <summary>A uniformly random order, in place (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <inheritdoc cref="Shuffle{T}(Span{T})"/>
    public void Shuffle<T>(List<T> items) => Shuffle(CollectionsMarshal.AsSpan(items));
}
