using LossActors.Learning.Data;

namespace LossActors.Learning.Training;

/// <summary>
/// Which training samples make a batch: permutations of all samples, one an epoch, laid end to end and cut into batches of one
/// size, so that no step sees a shorter batch and every sample is used equally often. A batch as large as the split is all
/// samples in their order at every step.
/// </summary>
sealed class BatchOrder
{
    readonly PairedSeed seed;
    readonly int[] order;
    readonly int[] batch;
    uint epoch;
    int at;

    public BatchOrder(PairedSeed seed, int count, int size)
    {
        this.seed = seed;
        order = [.. Enumerable.Range(0, count)];
        batch = size < count ? new int[size] : order;
        at = count;
    }

    public int Size => batch.Length;

    /// <summary>True if every batch is the same.</summary>
    public bool IsWhole => ReferenceEquals(batch, order);

    /// <summary>Positions in the training split; valid until the next call.</summary>
    public ReadOnlySpan<int> Next()
    {
        if (IsWhole) return order;
        for (var filled = 0; filled < batch.Length;)
        {
            if (at == order.Length) StartEpoch();
            var take = Math.Min(batch.Length - filled, order.Length - at);
            order.AsSpan(at, take).CopyTo(batch.AsSpan(filled));
            (filled, at) = (filled + take, at + take);
        }

        return batch;
    }

    void StartEpoch()
    {
        // From the identity each time: an epoch's order is a function of its number.
        for (var i = 0; i < order.Length; i++) order[i] = i;
        seed.Stream(Genetics.Randomness.Purpose.Shuffling, epoch++).Shuffle<int>(order);
        at = 0;
    }
}
