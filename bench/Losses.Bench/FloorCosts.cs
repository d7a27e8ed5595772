using System.Numerics.Tensors;
using LossActors.Genetics.Programs;

namespace LossActors.Losses.Bench;

/// <summary>
/// Seconds an element of single TensorPrimitives operations: below what a program made of them cannot go without fusing them.
/// </summary>
sealed class FloorCosts
{
    const int Elements = 2048;

    static readonly string[] Names = ["multiply", "divide", "sqrt", "exp", "log", "tanh", "sin"];

    readonly double[] seconds;

    public FloorCosts(int rounds, float[] a, float[] b)
    {
        var c = new float[Elements];
        seconds = Array.ConvertAll(
            Stopwatches.Medians(
                rounds,
                () => TensorPrimitives.Multiply<float>(a, b, c), () => TensorPrimitives.Divide<float>(a, b, c),
                () => TensorPrimitives.Sqrt<float>(a, c),
                () => TensorPrimitives.Exp<float>(a, c), () => TensorPrimitives.Log<float>(a, c), () => TensorPrimitives.Tanh<float>(a, c),
                () => TensorPrimitives.Sin<float>(a, c)),
            s => s / Elements);
    }

    public void Print()
    {
        Console.WriteLine($"| TensorPrimitives, {Elements} elements | {string.Join(" | ", Names)} |");
        Console.WriteLine($"|---|{string.Concat(Names.Select(_ => "---|"))}");
        Console.WriteLine($"| 10⁹ elements/s | {string.Join(" | ", seconds.Select(s => $"{1e-9 / s:0.0}"))} |");
    }

    /// <summary>
    /// Seconds an entry for a program's value: its instructions, log_softmax (exp, divide and four simple passes) and the sum.
    /// </summary>
    public double Of(LossProgram program)
    {
        var total = seconds[3] + seconds[1] + 5 * seconds[0];
        foreach (var s in program.Instructions)
            if (!s.Uniform && !s.IsInput)
                total += s.Op switch
                {
                    OpCode.Divide => seconds[1],
                    OpCode.Sqrt => seconds[2],
                    OpCode.Exp or OpCode.Expm1 or OpCode.Sigmoid => seconds[3],
                    OpCode.Log => seconds[4],
                    OpCode.Tanh => seconds[5],
                    OpCode.Sin or OpCode.Cos => seconds[6],
                    _ => seconds[0],
                };
        return total;
    }
}
