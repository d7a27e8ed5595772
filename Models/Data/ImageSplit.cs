using LossActors.Genetics.Randomness;

namespace LossActors.Models.Data;

/// <summary>Divides the images of a pool into training, validation and test, class by class.</summary>
static class ImageSplit
{
    /// <param name="heldBack">Share of the images that becomes the test split where the pool has no test file; the same for searches and proofs.</param>
    public static DataDraw Draw(ImagePool pool, PairedSeed seed, double validation, double heldBack, double labelNoise, Normalisation normalisation)
    {
        var (trainingRows, validationRows, testRows) = (new List<int>(), new List<int>(), new List<int>());
        var byClass = new List<int>[pool.Classes];
        for (var k = 0; k < byClass.Length; k++) byClass[k] = [];
        for (var row = 0; row < pool.TestStart; row++) byClass[pool.Labels[row]].Add(row);
        for (var k = 0; k < byClass.Length; k++)
        {
            var rows = byClass[k];
            var held = Part(rows.Count, heldBack);
            if (held > 0)
            {
                seed.RecipeStream(Purpose.Split, (uint)(pool.Classes + k)).Shuffle(rows);
                testRows.AddRange(rows[..held]);
                rows = rows[held..];
            }

            seed.SharedStream(Purpose.Split, (uint)k).Shuffle(rows);
            var checkedRows = Part(byClass[k].Count, validation);
            validationRows.AddRange(rows[..checkedRows]);
            trainingRows.AddRange(rows[checkedRows..]);
        }

        for (var row = pool.TestStart; row < pool.Count; row++) testRows.Add(row);
        if (trainingRows.Count == 0 || validationRows.Count == 0 || testRows.Count == 0)
            throw new DataSetException(
                $"The data set's {pool.TestStart} training images give {trainingRows.Count} to train on, {validationRows.Count} to validate and {testRows.Count} to test; "
                + "every split needs some: use more data or other shares.");

        var (scale, shift) = Normalise(pool, trainingRows, normalisation);
        return new(
            pool.Shape, pool.Classes, new ByteInputs(pool, scale, shift),
            Noisy(trainingRows, 0), Noisy(validationRows, 1), Clean(testRows));

        Samples Clean(List<int> rows)
        {
            rows.Sort();
            var labels = new int[rows.Count];
            for (var i = 0; i < labels.Length; i++) labels[i] = pool.Labels[rows[i]];
            return new([.. rows], labels);
        }

        Samples Noisy(List<int> rows, uint part)
        {
            var clean = Clean(rows);
            return clean with { Labels = LabelNoise.Apply(clean.Labels, labelNoise, pool.Classes, seed.SharedStream(Purpose.LabelNoise, part)) };
        }
    }

    static int Part(int count, double share) => (int)Math.Round(count * share, MidpointRounding.ToEven);

    static (float[] Scale, float[] Shift) Normalise(ImagePool pool, List<int> rows, Normalisation normalisation)
    {
        var (channels, plane) = (pool.Shape.Channels, pool.Shape.Plane);
        var (scale, shift) = (new float[channels], new float[channels]);
        if (normalisation == Normalisation.Unit)
        {
            Array.Fill(scale, 1 / 255f);
            return (scale, shift);
        }

        // Whole numbers all the way, so the statistics do not depend on the order of summing.
        var (sums, squares) = (new long[channels], new long[channels]);
        foreach (var row in rows)
        {
            var sample = pool.Row(row);
            for (var c = 0; c < channels; c++)
            {
                var (sum, square) = (0L, 0L);
                for (var i = c; i < sample.Length; i += channels)
                {
                    sum += sample[i];
                    square += sample[i] * sample[i];
                }

                sums[c] += sum;
                squares[c] += square;
            }
        }

        var n = (double)rows.Count * plane;
        for (var c = 0; c < channels; c++)
        {
            var mean = sums[c] / n;
            var deviation = Math.Sqrt(Math.Max(0, squares[c] / n - mean * mean));
            // A channel that never changes is only centred.
            if (deviation == 0) deviation = 1;
            scale[c] = (float)(1 / deviation);
            shift[c] = (float)(-mean / deviation);
        }

        return (scale, shift);
    }
}
