using System.Runtime.InteropServices;

namespace LossActors.Torch;

/// <summary>Counts the tensors of this process that hold native memory: a leak shows as a count that grows.</summary>
public static class LiveTensors
{
    const int Stripes = 64;
    static readonly Stripe[] Counts = new Stripe[Stripes];

    /// <summary>Tensors made and not yet disposed. Exact when no thread is making or disposing any.</summary>
    public static long Count
    {
        get
        {
            long sum = 0;
            for (int i = 0; i < Stripes; i++)
                sum += Interlocked.Read(ref Counts[i].Value);
            return sum;
        }
    }

    internal static void Add(int change) => Interlocked.Add(ref Counts[Environment.CurrentManagedThreadId % Stripes].Value, change);

    // A cache line each, so that lanes do not wait for one another.
    [StructLayout(LayoutKind.Explicit, Size = 64)]
    struct Stripe
    {
        [FieldOffset(0)] public long Value;
    }
}
