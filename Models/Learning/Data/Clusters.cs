using LossActors.Genetics.Randomness;

namespace LossActors.Learning.Data;

static class Clusters
{
    public static DataDraw Draw(ClustersSpec spec, PairedSeed seed, bool withTest)
    {
        var (classes, dimensions) = (spec.Classes, spec.Dimensions);
        var shape = new InputShape(dimensions, 1, 1);
        var random = seed.Stream(Purpose.Data, 0);
        var spread = spec.Separation / Math.Sqrt(2);
        var centres = new double[classes * dimensions];
        for (var i = 0; i < centres.Length; i++) centres[i] = random.NextNormal() * spread;

        var testPoints = withTest ? spec.TestPoints : 0;
        var values = new float[(2 * spec.Points + testPoints) * dimensions];
        var training = Split(0, spec.Points, 1);
        var validation = Split(spec.Points, spec.Points, 2);
        var test = Split(2 * spec.Points, testPoints, 3);
        return new(
            shape, classes, new FloatInputs(values, shape),
            training with { Labels = LabelNoise.Apply(training.Labels, spec.LabelNoise, classes, seed.Stream(Purpose.LabelNoise, 0)) },
            validation with { Labels = LabelNoise.Apply(validation.Labels, spec.LabelNoise, classes, seed.Stream(Purpose.LabelNoise, 1)) },
            test);

        Samples Split(int first, int count, uint part)
        {
            var points = seed.Stream(Purpose.Data, part);
            var scale = 2 / Math.Sqrt(dimensions);
            var samples = new Samples([.. Enumerable.Range(first, count)], new int[count]);
            for (var i = 0; i < count; i++)
            {
                var label = samples.Labels[i] = i % classes;
                for (var d = 0; d < dimensions; d++)
                    values[(first + i) * dimensions + d] = (float)((centres[label * dimensions + d] + points.NextNormal()) * scale);
            }

            return samples;
        }
    }
}
