using LossActors.Genetics.Numerics;
using LossActors.Genetics.Randomness;

namespace LossActors.Learning.Data;

static class Spiral
{
    public static DataDraw Draw(SpiralSpec spec, PairedSeed seed)
    {
        var shape = new InputShape(2, 1, 1);
        var count = spec.Classes * spec.Points;
        var values = new float[3 * count * 2];
        var splits = new Samples[3];
        for (var part = 0; part < 3; part++)
        {
            var random = spec.Once ? seed.RecipeStream(Purpose.Data, (uint)part) : seed.Stream(Purpose.Data, (uint)part);
            var first = part * count;
            splits[part] = new([.. Enumerable.Range(first, count)], new int[count]);
            for (var i = 0; i < count; i++)
            {
                var (arm, along) = (i / spec.Points, i % spec.Points);
                var r = (double)along / (spec.Points - 1);
                var theta = 2 * Math.PI * arm / spec.Classes + 2 * Math.PI * spec.Turns * r + spec.Noise * random.NextNormal();
                values[(first + i) * 2] = (float)(r * ScalarMath.Cos(theta));
                values[(first + i) * 2 + 1] = (float)(r * ScalarMath.Sin(theta));
                splits[part].Labels[i] = arm;
            }
        }

        for (var part = 0; part < 2; part++)
            splits[part] = splits[part] with
            {
                Labels = LabelNoise.Apply(splits[part].Labels, spec.LabelNoise, spec.Classes, seed.Stream(Purpose.LabelNoise, (uint)part)),
            };
        return new(shape, spec.Classes, new FloatInputs(values, shape), splits[0], splits[1], splits[2]);
    }
}
