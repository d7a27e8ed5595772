using LossActors.Learning.Data;

namespace LossActors.Learning.Tests.Training;

/// <summary>Full-batch gradient descent on a linear softmax model under cross-entropy, written out in double precision.</summary>
sealed class HandTraining
{
    readonly double[][] x;
    readonly long[] labels;
    readonly int classes;

    public HandTraining(DataDraw draw, float[][] start)
    {
        var size = draw.Shape.Size;
        var values = new float[draw.Training.Count * size];
        draw.Inputs.Gather(draw.Training.Rows, values);
        x = [.. values.Chunk(size).Select(sample => sample.Append(1).Select(v => (double)v).ToArray())];
        labels = [.. draw.Training.Labels.Select(l => (long)l)];
        classes = draw.Classes;
        Weights = [.. start[0].Chunk(size).Zip(start[1], (weights, bias) => weights.Append(bias).Select(v => (double)v).ToArray())];
    }

    /// <summary>[class][input], the bias last.</summary>
    public double[][] Weights { get; private set; }

    /// <summary>Weight of each sample in the gradient, from the losses ℓ and the number of the step.</summary>
    public Func<double[], int, double[]> Reduce { get; init; } = (losses, _) => [.. losses.Select(_ => 1.0 / losses.Length)];

    /// <summary>Γ of a class at a step.</summary>
    public Func<int, long, double> ClassWeight { get; init; } = (_, _) => 1;

    /// <summary>What is added to a weight, from (weight, gradient, norm of all gradients).</summary>
    public Func<double, double, double, double>? Climb { get; init; }

    public long[] Labels => labels;

    public void Run(int steps, double rate)
    {
        for (var step = 0; step < steps; step++)
        {
            var gradient = Gradient(Weights, step);
            if (Climb is not null)
            {
                var norm = Math.Sqrt(gradient.Sum(row => row.Sum(g => g * g)));
                gradient = Gradient(Map((w, g) => w + Climb(w, g, norm)), step);
            }

            Weights = Map((w, g) => w - rate * g);
            double[][] Map(Func<double, double, double> change) => [.. Weights.Zip(gradient, (w, g) => w.Zip(g, change).ToArray())];
        }
    }

    public double[] Losses(double[][] weights, int step) =>
        [.. x.Select((point, i) => -ClassWeight((int)labels[i], step) * Math.Log(Softmax(weights, point)[labels[i]]))];

    double[][] Gradient(double[][] weights, int step) => Gradient(weights, Reduce(Losses(weights, step), step), step);

    /// <param name="reduced">Weight of each sample.</param>
    public double[][] Gradient(double[][] weights, double[] reduced, int step)
    {
        var gradient = weights.Select(row => new double[row.Length]).ToArray();
        for (var i = 0; i < x.Length; i++)
        {
            var p = Softmax(weights, x[i]);
            for (var c = 0; c < classes; c++)
                for (var j = 0; j < x[i].Length; j++)
                    gradient[c][j] += reduced[i] * ClassWeight((int)labels[i], step) * (p[c] - (c == labels[i] ? 1 : 0)) * x[i][j];
        }

        return gradient;
    }

    static double[] Softmax(double[][] weights, double[] point)
    {
        var powers = weights.Select(row => Math.Exp(row.Zip(point, (w, v) => w * v).Sum())).ToArray();
        return [.. powers.Select(e => e / powers.Sum())];
    }
}
