using LossActors.Genetics.Numerics;
using LossActors.Genetics.Randomness;

namespace LossActors.Learning.Data.Structured;

/// <summary>
/// Made-up inputs with scores for some items: x normal, scores B·tanh(A·x) plus normal noise, A and B normal and fixed by the seed. Fewer
/// hidden units than items make the items depend on each other.
/// </summary>
sealed record Teacher(int Samples, int Dimensions, int Items, double Noise, ulong Seed)
{
    const int Hidden = 8;

    /// <summary>[samples, dimensions]</summary>
    public float[] Inputs { get; } = new float[Samples * Dimensions];

    /// <summary>[samples, items]</summary>
    public double[] Scores { get; } = new double[Samples * Items];

    public static Teacher Draw(int samples, int dimensions, int items, double noise, ulong seed)
    {
        var teacher = new Teacher(samples, dimensions, items, noise, seed);
        var (first, second) = (Normal(Hidden * dimensions, 1), Normal(items * Hidden, 2));
        Span<double> hidden = stackalloc double[Hidden];
        for (var i = 0; i < samples; i++)
        {
            var random = Philox.Stream(seed, (uint)i, 0, Purpose.Data);
            for (var d = 0; d < dimensions; d++) teacher.Inputs[i * dimensions + d] = (float)random.NextNormal();
            for (var h = 0; h < Hidden; h++)
            {
                var sum = 0.0;
                for (var d = 0; d < dimensions; d++) sum += first[h * dimensions + d] * teacher.Inputs[i * dimensions + d];
                hidden[h] = ScalarMath.Tanh(2 * sum / Math.Sqrt(dimensions));
            }

            for (var k = 0; k < items; k++)
            {
                var sum = noise * random.NextNormal();
                for (var h = 0; h < Hidden; h++) sum += second[k * Hidden + h] * hidden[h];
                teacher.Scores[i * items + k] = sum;
            }
        }

        return teacher;

        double[] Normal(int count, uint part)
        {
            var random = Philox.Stream(seed, uint.MaxValue, part, Purpose.Data);
            var values = new double[count];
            foreach (ref var v in values.AsSpan()) v = random.NextNormal();
            return values;
        }
    }
}
