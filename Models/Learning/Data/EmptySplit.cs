namespace LossActors.Learning.Data;

/// <summary>Why a split of a pool has no sample, at the key that mends it.</summary>
static class EmptySplit
{
    /// <returns>Null where every split has some.</returns>
    public static DataSetException? Of(PooledSpec spec, SamplePool pool, int training, int validation, int test, int proof)
    {
        (string Key, double Share, int Count)[] all =
            [("validation", spec.Validation, validation), ("held-back", spec.HeldBackShare, test), ("proof", spec.Proof ?? 0, proof)];
        var taken = all.Where(split => split.Share > 0).ToList();
        if (training > 0 && taken.TrueForAll(split => split.Count > 0)) return null;
        if (spec.Doubt(pool) is var (label, doubt)) return DataSetException.Of(label, $"names no classes: {doubt}");
        var most = pool.Labels.Take(pool.TestStart).CountBy(label => label).Max(one => one.Value);
        var (largest, its, each) = spec is StructuredSpec
            ? ("it", "the", "")
            : ("the largest class", "the largest class's", " of each class");
        if (most <= taken.Count)
        {
            return new(
                $"{spec.Places().FirstOrDefault("The data")}: {largest} has {most} {(most == 1 ? "sample" : "samples")} to divide, and "
                + $"every split takes its share{each}: training, {string.Join(", ", taken.Select(s => s.Key))}; add samples.");
        }

        var (key, share, _) = taken.Find(split => split.Count == 0);
        if (key is null)
        {
            (key, share, _) = taken.MaxBy(split => split.Share);
            return DataSetException.Of(key, $"is {share} and leaves none of {its} {most} samples to train on; lower it");
        }

        return Division.Part(most, share) > 0
            ? DataSetException.Of("imbalance", $"is {spec.Imbalance} and leaves no sample for {key}; lower it, or add samples")
            : DataSetException.Of(
                key, $"is {share}, less than one of {its} {most} samples; raise it above {0.5 / most:G3}, or add samples");
    }
}
