using LossActors.Genetics.Numerics;
using LossActors.Genetics.Randomness;

namespace LossActors.Learning.Data;

/// <summary>Divides the samples of a pool into training, validation, test and those for proofs alone, class by class.</summary>
static class Division
{
    public static DataDraw Draw(PooledSpec spec, PairedSeed seed, CleanSplit clean)
    {
        var pool = SamplePool.Of(spec);
        var (known, validation, test, proof) = Unlimited(spec, pool, seed);
        var training = Labelled(spec, known);
        if (spec is StructuredSpec { Labelled: { } most } && most > known.Count)
            throw DataSetException.Of(
                "labelled", $"is {most}, but there are {known.Count} training samples; lower it, or leave it out for all of them");
        if (EmptySplit.Of(spec, pool, training.Count, validation.Count, test.Count, proof.Count) is { } fault) throw fault;
        if (spec.Augmentation is { } augmentation) Check(augmentation, pool.Shape);

        int[]? severities = null;
        if (spec.Corruption is { } corruption) (pool, severities) = Corrupted.Of(pool, corruption, seed, [.. test, .. proof]);
        return new(
            pool.Shape, pool.Classes, pool.Normalised(training, spec.Normalisation), Noisy(training, 0), Noisy(validation, 1),
            Clean(clean == CleanSplit.HeldBack && proof.Count > 0 ? proof : test), spec.Augmentation, pool.Outputs,
            pool.Outputs is null ? null : [.. known.Order()]);

        Samples Clean(List<int> rows)
        {
            rows.Sort();
            return new([.. rows], [.. rows.Select(r => pool.Labels[r])], severities is null ? null : [.. rows.Select(r => severities[r])]);
        }

        Samples Noisy(List<int> rows, uint part)
        {
            var clean = Clean(rows);
            var noise = seed.SharedStream(Purpose.LabelNoise, part);
            return clean with { Labels = LabelNoise.Apply(clean.Labels, spec.LabelNoise, pool.Classes, noise) };
        }
    }

    static void Check(Augmentation augmentation, InputShape shape)
    {
        if (!shape.IsImage)
            throw DataSetException.Of(
                "augmentation", $"moves pixels, but a sample is {shape} numbers without height and width; leave it out");
        if (augmentation.Crop >= Math.Min(shape.Height, shape.Width))
            throw DataSetException.Of(
                "augmentation.crop",
                $"is {augmentation.Crop}, which could push images of {shape} out of sight; take less than their sides");
    }

    /// <summary>Rows of the pool; which, the seed decides, and how many of each class, not.</summary>
    public static (List<int> Training, List<int> Validation, List<int> Test, List<int> Proof) Rows(
        PooledSpec spec, SamplePool pool, PairedSeed seed)
    {
        var (known, validation, test, proof) = Unlimited(spec, pool, seed);
        return (Labelled(spec, known), validation, test, proof);
    }

    /// <summary>The training samples among those that are known.</summary>
    /// <param name="known">In random order.</param>
    static List<int> Labelled(PooledSpec spec, List<int> known) =>
        spec is StructuredSpec { Labelled: { } most } && most < known.Count ? known[..most] : known;

    /// <summary>The same, with all that are known for training samples.</summary>
    static (List<int> Training, List<int> Validation, List<int> Test, List<int> Proof) Unlimited(
        PooledSpec spec, SamplePool pool, PairedSeed seed)
    {
        var (training, validation, test, proof) = (new List<int>(), new List<int>(), new List<int>(), new List<int>());
        var byClass = new List<int>[pool.Classes];
        for (var k = 0; k < byClass.Length; k++) byClass[k] = [];
        for (var row = 0; row < pool.TestStart; row++) byClass[pool.Labels[row]].Add(row);
        for (var k = 0; k < byClass.Length; k++)
        {
            var rows = byClass[k];
            var checkedRows = Part(rows.Count, spec.Validation);
            var held = Part(rows.Count, spec.HeldBackShare);
            if (held > 0)
            {
                seed.RecipeStream(Purpose.Split, (uint)(pool.Classes + k)).Shuffle(rows);
                test.AddRange(rows[..held]);
                rows = rows[held..];
            }

            if (spec.Proof is { } proven)
            {
                seed.RecipeStream(Purpose.Split, (uint)(3 * pool.Classes + k)).Shuffle(rows);
                var kept = Part(byClass[k].Count, proven);
                proof.AddRange(rows[..kept]);
                rows = rows[kept..];
            }

            if (spec.Imbalance is { } ratio && k > 0 && rows.Count > 0)
            {
                var share = ScalarMath.Exp(-ScalarMath.Log(ratio) * k / (pool.Classes - 1));
                seed.RecipeStream(Purpose.Split, (uint)(2 * pool.Classes + k)).Shuffle(rows);
                rows = rows[..Math.Max(1, Part(rows.Count, share))];
                checkedRows = Math.Min(Part(byClass[k].Count, share * spec.Validation), rows.Count - 1);
            }

            seed.SharedStream(Purpose.Split, (uint)k).Shuffle(rows);
            validation.AddRange(rows[..checkedRows]);
            training.AddRange(rows[checkedRows..]);
        }

        for (var row = pool.TestStart; row < pool.Count; row++) test.Add(row);
        return (training, validation, test, proof);
    }

    /// <summary>Samples of a class that a split gets.</summary>
    public static int Part(int count, double share) => (int)Math.Round(count * share, MidpointRounding.ToEven);
}
