using System.Numerics;
using LossActors.Genetics.Programs;

namespace LossActors.Learning.Tests.Losses;

/// <summary>Loss and gradient of a batch from an executor under test: per-sample losses, and ∂loss_i/∂z_ij row by row.</summary>
delegate (T[] Losses, T[] Gradient) Executor<T>(LossProgram program, Batch<T> batch) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>
/// Compares an executor with the scalar reference on random programs. A sample counts as equal if loss and gradient are within 1e-5
/// (relative to 1 + their size) plus ten times what honest rounding may do to them; samples without a correct digit (rounding moves
/// them by more than 1 %) or with intermediate values beyond the arithmetic's range are left out and counted.
/// </summary>
sealed record Agreement(int Samples, int LeftOut, int IllConditioned, double Worst, string Where)
{
    const double Tolerance = 1e-5;

    public static void InDoublePrecision(Executor<double> executor)
    {
        var found = Of(executor, programs: 10_000, unit: 1e-15, range: 1e300, seed: 7);

        Assert.True(found.Worst < 1, found.ToString());
        Assert.InRange(found.LeftOut, 0, found.Samples / 50);
    }

    public static void InSinglePrecision(Executor<float> executor)
    {
        var found = Of(executor, programs: 5000, unit: 4e-7, range: 1e36, seed: 8);

        Assert.True(found.Worst < 1, found.ToString());
        Assert.InRange(found.LeftOut + found.IllConditioned, 0, found.Samples / 10);
    }

    /// <param name="unit">Relative error of one operation.</param>
    /// <param name="range">Largest magnitude that the arithmetic holds with room to spare.</param>
    static Agreement Of<T>(Executor<T> executor, int programs, double unit, double range, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        var (samples, leftOut, ill, worst, where) = (0, 0, 0, 0.0, "");
        for (var n = 0; n < programs; n++)
        {
            var body = RandomBodies.Grow(random, random.Next(1, 6));
            var program = LossProgram.Compile(body);
            var batch = Batch<T>.Draw(random, 1 + random.Next(4), 2 + random.Next(11));
            var (losses, gradient) = executor(program, batch);
            var model = new RoundingModel(program, batch.Classes, unit, random);
            var g = new double[batch.Classes];
            for (var i = 0; i < batch.Samples; i++)
            {
                samples++;
                var row = Array.ConvertAll(batch.Row(i).ToArray(), double.CreateChecked);
                var (lossSpread, gradientSpread) = model.Spread(row, (int)batch.Targets[i], out var loss, g, out var largest);
                var lossSize = 1 + Math.Abs(loss);
                var gradientSize = 1 + g.Max(Math.Abs);
                if (!(largest < range) || lossSpread > 1e-2 * lossSize || gradientSpread > 1e-2 * gradientSize)
                {
                    leftOut++;
                    continue;
                }

                if (lossSpread > Tolerance * lossSize || gradientSpread > Tolerance * gradientSize) ill++;
                var error = Math.Abs(loss - double.CreateChecked(losses[i])) / (Tolerance * lossSize + 10 * lossSpread);
                for (var j = 0; j < g.Length; j++)
                {
                    var actual = double.CreateChecked(gradient[i * g.Length + j]);
                    error = double.Max(error, Math.Abs(g[j] - actual) / (Tolerance * gradientSize + 10 * gradientSpread));
                }

                // double.Max carries a NaN on, and a NaN is not ≤ the worst so far.
                if (error <= worst) continue;
                (worst, where) = (double.IsNaN(error) ? double.PositiveInfinity : error, $"program {n}, sample {i}: {body}");
            }
        }

        return new(samples, leftOut, ill, worst, where);
    }
}
