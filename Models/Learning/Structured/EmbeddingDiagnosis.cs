using LossActors.Genetics.Randomness;
using LossActors.Learning.Data;
using LossActors.Learning.Statistics;

namespace LossActors.Learning.Structured;

/// <summary>
/// Whether vectors are as far from each other as edits are: rank correlations over pairs that the embedding has not seen.
/// </summary>
/// <param name="OfPairs">Over pairs of different structures; null where all are alike.</param>
/// <param name="OfEdits">
/// Over structures and themselves with one to ten random edits; null where the embedding is of the data's structures alone.
/// </param>
public sealed record EmbeddingDiagnosis(double? OfPairs = null, double? OfEdits = null)
{
    const int Pairs = 500;
    const int MostEdits = 10;

    /// <param name="rows">Held out: test samples.</param>
    internal static EmbeddingDiagnosis Of(OutputSpace space, StructuredOutputs outputs, int[] rows, PairedSeed seed)
    {
        var random = seed.SharedStream(Purpose.Resampling, 8);
        var (squares, distances) = (new double[Pairs], new double[Pairs]);
        for (var i = 0; i < Pairs; i++)
        {
            var (a, b) = (rows[random.NextInt(rows.Length)], rows[random.NextInt(rows.Length)]);
            squares[i] = Square(space.Vector(a), space.Vector(b));
            distances[i] = outputs.Distance(a, outputs, b);
        }

        return new(RankCorrelation.Of(squares, distances), space.Encoder is { } encoder ? Edited(encoder) : null);

        double? Edited(OutputEncoder by)
        {
            var chosen = new int[Pairs];
            foreach (ref var row in chosen.AsSpan()) row = rows[random.NextInt(rows.Length)];
            var edited = outputs.Edited(chosen, 1, MostEdits, random);
            var vectors = by.EncodeAll(edited, () => { });
            for (var i = 0; i < Pairs; i++)
            {
                squares[i] = Square(space.Vector(chosen[i]), vectors.AsSpan(i * space.Width, space.Width));
                distances[i] = outputs.Distance(chosen[i], edited, i);
            }

            return RankCorrelation.Of(squares, distances);
        }
    }

    static double Square(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var k = 0; k < a.Length; k++) sum += ((double)a[k] - b[k]) * ((double)a[k] - b[k]);
        return sum;
    }
}
