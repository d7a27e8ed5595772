using System.Numerics;
using LossActors.Genetics.Expressions;
using LossActors.Genetics.Programs;
using LossActors.Models.Losses.Spans;

namespace LossActors.Models.Tests.Losses;

public class SpanProgramTests
{
    static readonly Expr P = Expr.Leaf(Op.P);
    static readonly Expr Y = Expr.Leaf(Op.Y);
    static readonly Expr CrossEntropy = Expr.Node(Op.Negate, Expr.Node(Op.Multiply, Y, Expr.Node(Op.Log, P)));

    [Fact]
    public void In_double_precision_it_agrees_with_the_scalar_interpreter_on_random_programs()
    {
        var random = new Random(7);
        var worst = 0.0;
        for (var n = 0; n < 3000; n++)
        {
            var program = LossProgram.Compile(RandomBodies.Grow(random, random.Next(1, 6)));
            var batch = Batch<double>.Draw(random, 1 + random.Next(20), 2 + random.Next(11));
            var (losses, gradient) = Run(new SpanProgram<double>(program, batch.Classes), batch);
            var reference = new ProgramInterpreter(program, batch.Classes);
            var (y, g) = (new double[batch.Classes], new double[batch.Classes]);
            for (var i = 0; i < batch.Samples; i++)
            {
                Array.Clear(y);
                y[batch.Targets[i]] = 1;
                var loss = reference.Sample(batch.Row(i), y, g);
                var e = Difference(loss, losses[i], 1);
                var size = g.Max(Math.Abs) + Math.Abs(loss) + 1;
                for (var j = 0; j < g.Length; j++) e = Math.Max(e, Difference(g[j], gradient[i * batch.Classes + j], size));
                Assert.True(e < 1e-6, $"{n} {e} {loss} {losses[i]}");
                worst = Math.Max(worst, e);
            }
        }
        Assert.Fail(worst.ToString());
    }

    static double Difference(double a, double b, double size) =>
        a.Equals(b) || !double.IsFinite(a) && !double.IsFinite(b) ? 0 : Math.Abs(a - b) / Math.Max(size, Math.Abs(a));

    static (T[] Losses, T[] Gradient) Run<T>(SpanProgram<T> program, Batch<T> batch) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var losses = new T[batch.Samples];
        var gradient = new T[batch.Logits.Length];
        program.Gradient(batch.Logits, batch.Targets, [], losses, T.One, gradient);
        return (losses, gradient);
    }
}
