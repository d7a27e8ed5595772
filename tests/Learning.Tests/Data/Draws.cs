using LossActors.Learning.Data;

namespace LossActors.Learning.Tests.Data;

/// <summary>What the draws of a search's first training hold.</summary>
static class Draws
{
    public static PairedSeed Seed { get; } = PairedSeed.ForSearch(1, 0);

    /// <summary>One row's numbers, as a network sees them.</summary>
    public static float[] Sample(DataDraw draw, int row) => Gather(draw, [row]);

    public static float[] Gather(DataDraw draw, int[] rows)
    {
        var values = new float[rows.Length * draw.Shape.Size];
        draw.Inputs.Gather(rows, values);
        return values;
    }

    /// <summary>With a sentence that names all of these.</summary>
    public static void Refused(DatasetSpec spec, params string[] named)
    {
        var message = Assert.Throws<DataSetException>(() => DataDraw.From(spec, Seed)).Message;
        Assert.All(named, n => Assert.Contains(n, message, StringComparison.Ordinal));
        Assert.EndsWith(".", message, StringComparison.Ordinal);
    }
}
