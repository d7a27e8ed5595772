using LossActors.Learning.Structured;
using static LossActors.Learning.Tests.Structured.Fixtures;

namespace LossActors.Learning.Tests.Structured;

public sealed class SimplexTests
{
    [Fact]
    public void A_projection_is_the_nearest_of_all_points_of_a_fine_grid()
    {
        const int Cells = 50;
        var random = Stream(30);
        for (var trial = 0; trial < 40; trial++)
        {
            float[] from = [.. Enumerable.Range(0, 3).Select(_ => (float)(1.2 * random.NextNormal() + 0.3))];
            var projected = (float[])from.Clone();
            Simplex.ProjectBelow(projected);
            Assert.All(projected, v => Assert.InRange(v, 0, 1 + 1e-6f));
            Assert.InRange(projected.Sum(), 0, 1 + 1e-6f);
            var nearest = double.PositiveInfinity;
            for (var a = 0; a <= Cells; a++)
                for (var b = 0; a + b <= Cells; b++)
                    for (var c = 0; a + b + c <= Cells; c++)
                        nearest = Math.Min(nearest, Squared(from, [(float)a / Cells, (float)b / Cells, (float)c / Cells]));
            // No grid point is nearer, and some is nearly as near.
            Assert.InRange(Squared(from, projected), 0, nearest + 1e-6);
            Assert.InRange(Math.Sqrt(nearest) - Math.Sqrt(Squared(from, projected)), -1e-6, 2.0 / Cells);
        }
    }

    [Fact]
    public void A_point_within_stays_where_it_is()
    {
        float[] values = [0.2f, 0, 0.7f];
        Simplex.ProjectBelow(values);
        Assert.Equal([0.2f, 0, 0.7f], values);
    }

    static double Squared(float[] a, float[] b) => a.Zip(b, (x, y) => (double)(x - y) * (x - y)).Sum();
}
