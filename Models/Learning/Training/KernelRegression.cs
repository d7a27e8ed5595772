using System.Numerics.Tensors;
using LossActors.Learning.Data;
using LossActors.Learning.Structured;
using static TorchSharp.torch;

namespace LossActors.Learning.Training;

/// <summary>
/// Structures by kernels on both sides, without a network: ridge regression from a Gaussian kernel of the inputs to a sketch of the
/// outputs' fixed kernel, in closed form, and the nearest candidate (sketched input and output kernel regression, El Ahmad et al., AISTATS
/// 2024). The inputs' kernel is of normalised numbers, or of normalised counts of up to four tokens in a row; it is seen through some
/// training samples (Nyström). Width of the kernel and ridge are those of the least squared error of the validation split. In double
/// precision.
/// </summary>
public static class KernelRegression
{
    const int HashedCounts = 4096;
    const int LongestRun = 4;
    const int Chunk = 2000;

    static readonly double[] Widths = [0.5, 2];
    static readonly double[] Ridges = [1e-7, 1e-5, 1e-3];

    /// <summary>Fits the training split and scores the test split.</summary>
    /// <param name="recipe">Its data, and its structure, whose embedding is the fixed kernel; network and optimiser do not count.</param>
    /// <param name="seed">Of the draw.</param>
    /// <param name="landmarks">Training samples that the inputs are seen through, at most.</param>
    /// <param name="alive">Called again and again.</param>
    public static SplitScore Score(Recipe recipe, PairedSeed seed, int landmarks, Action alive)
    {
        LaneThread.Enter();
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var draw = DataDraw.From(recipe.Dataset, seed);
        var space = OutputSpace.Of(recipe.Structure!, draw, seed, alive);
        using var head = new SurrogateHead(recipe.Structure!, draw, space, CPU);
        var seen = draw.Training.Rows[..Math.Min(landmarks, draw.Training.Count)];
        var through = Features(draw, seen);
        var best = (Error: double.PositiveInfinity, Width: 0.0, Weights: default(Tensor)!, Root: default(Tensor)!);
        foreach (var width in Widths)
        {
            var root = InverseRoot(Gaussian(through, through, width));
            var (squares, products) = Moments(draw, space, through, root, width, alive);
            foreach (var ridge in Ridges)
            {
                var shrunk = squares.Plus(eye(squares.size(0), dtype: float64).Times(ridge * draw.Training.Count));
                var weights = linalg.solve(shrunk, products);
                var error = Error(draw, space, through, root, weights, width);
                if (error < best.Error) best = (error, width, weights, root);
                alive();
            }
        }

        return StructureEvaluation.Score(Predict, head, draw.Test, 0.9, new(null, seed))
            ?? throw new FormatException("The kernel regression's answers are not finite; look for huge numbers in the data.");

        Tensor Predict(int[] rows) =>
            Gaussian(Features(draw, rows), through, best.Width).matmul(best.Root).matmul(best.Weights).to(float32);
    }

    static (Tensor Squares, Tensor Products) Moments(
        DataDraw draw, OutputSpace space, Tensor through, Tensor root, double width, Action alive)
    {
        var squares = zeros(root.size(1), root.size(1), float64);
        var products = zeros(root.size(1), space.Width, float64);
        foreach (var rows in draw.Training.Rows.Chunk(Chunk))
        {
            using var scope = NewDisposeScope();
            var inputs = Gaussian(Features(draw, rows), through, width).matmul(root);
            squares.PlusTimes_(inputs.t().matmul(inputs), 1);
            products.PlusTimes_(inputs.t().matmul(Vectors(space, rows)), 1);
            alive();
        }

        return (squares, products);
    }

    static double Error(DataDraw draw, OutputSpace space, Tensor through, Tensor root, Tensor weights, double width)
    {
        var sum = 0.0;
        foreach (var rows in draw.Validation.Rows.Chunk(Chunk))
        {
            using var scope = NewDisposeScope();
            var answers = Gaussian(Features(draw, rows), through, width).matmul(root).matmul(weights);
            sum += (answers - Vectors(space, rows)).square().sum().item<double>();
        }

        return sum;
    }

    static Tensor Vectors(OutputSpace space, int[] rows)
    {
        var values = new double[rows.Length * space.Width];
        for (var i = 0; i < rows.Length; i++)
            for (var k = 0; k < space.Width; k++) values[i * space.Width + k] = space.Vector(rows[i])[k];
        return TensorMemory.From<double>(values, [rows.Length, space.Width]);
    }

    static Tensor Gaussian(Tensor a, Tensor b, double width)
    {
        var squares = a.square().sum(1, keepdim: true).Plus(b.square().sum(1).unsqueeze(0)) - a.matmul(b.t()).Times(2);
        return squares.AtLeast(0).Times(-width).exp();
    }

    static Tensor InverseRoot(Tensor kernel)
    {
        const double Least = 1e-8;
        var (values, vectors) = linalg.eigh(kernel);
        return vectors * values.AtLeast(Least * kernel.size(0)).rsqrt().unsqueeze(0);
    }

    /// <summary>[rows, features], each of length 1.</summary>
    static Tensor Features(DataDraw draw, int[] rows)
    {
        var size = draw.Shape.Size;
        var inputs = new float[rows.Length * size];
        draw.Inputs.Gather(rows, inputs);
        var width = draw.Shape.IsText ? HashedCounts : size;
        var features = new double[rows.Length * width];
        for (var i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<float> input = inputs.AsSpan(i * size, size);
            var row = features.AsSpan(i * width, width);
            if (draw.Shape.IsText) Count(input, row);
            else
                for (var k = 0; k < size; k++) row[k] = input[k];
            var length = Math.Sqrt(TensorPrimitives.SumOfSquares<double>(row));
            if (length > 0) TensorPrimitives.Divide(row, length, row);
        }

        return TensorMemory.From<double>(features, [rows.Length, width]);
    }

    /// <summary>Runs of one to four tokens, each at a place and with a sign that its hash decides.</summary>
    static void Count(ReadOnlySpan<float> tokens, Span<double> counts)
    {
        for (var start = 0; start < tokens.Length && tokens[start] > 0; start++)
        {
            var hash = 0xCBF29CE484222325;
            for (var length = 1; length <= LongestRun && start + length <= tokens.Length && tokens[start + length - 1] > 0; length++)
            {
                hash = unchecked((hash ^ (ulong)tokens[start + length - 1]) * 0x100000001B3);
                var mixed = unchecked(hash * 0x9E3779B97F4A7C15);
                counts[(int)(mixed >> 52)] += (mixed & 1) == 0 ? 1 : -1;
            }
        }
    }
}
