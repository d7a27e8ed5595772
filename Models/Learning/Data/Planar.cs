using LossActors.Genetics.Numerics;
using LossActors.Genetics.Randomness;

namespace LossActors.Learning.Data;

static class Planar
{
    static readonly double Deviation = Math.Sqrt(0.1);

    public static DataDraw Draw(PlanarSpec spec, PairedSeed seed, bool withTest)
    {
        var shape = new InputShape(2, 1, 1);
        var testPoints = withTest ? spec.TestPoints : 0;
        var values = new float[2 * (2 * spec.Points + testPoints)];
        return new(
            shape, 2, new FloatInputs(values, shape), Noisy(Split(0, spec.Points, 0), 0), Noisy(Split(spec.Points, spec.Points, 1), 1),
            Split(2 * spec.Points, testPoints, 2));

        Samples Split(int first, int count, uint part)
        {
            var random = seed.Stream(Purpose.Data, part);
            var labels = new int[count];
            for (var i = 0; i < count; i++)
            {
                var (x, y, label) = Point(spec, i, count, random);
                (values[2 * (first + i)], values[2 * (first + i) + 1], labels[i]) = ((float)x, (float)y, label);
            }

            return new([.. Enumerable.Range(first, count)], labels);
        }

        Samples Noisy(Samples clean, uint part) =>
            clean with { Labels = LabelNoise.Apply(clean.Labels, spec.LabelNoise, 2, seed.Stream(Purpose.LabelNoise, part)) };
    }

    static (double X, double Y, int Label) Point(PlanarSpec spec, int i, int count, RandomStream random)
    {
        var (a, b) = (random.NextNormal(), random.NextNormal());
        switch (spec)
        {
            case GaussiansSpec:
                return (i % 2 + Deviation * a, i % 2 + Deviation * b, i % 2);
            case SinusoidSpec:
                return (a, b, a + b + ScalarMath.Sin(b - a) > 0 ? 1 : 0);
            default:
                var label = i % 2;
                var r = 4 * Math.PI * (i / 2) / ((count + 1 - label) / 2 - 1);
                var radius = label == 1 ? r : r + Math.PI;
                return (radius * ScalarMath.Cos(r) + a, radius * ScalarMath.Sin(r) + b, label);
        }
    }
}
