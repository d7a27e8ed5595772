using System.Numerics;
using LossActors.Genetics.Expressions;
using LossActors.Genetics.Programs;
using LossActors.Learning.Losses.Spans;

namespace LossActors.Learning.Tests.Losses;

public class SpanProgramTests
{
    const string CrossEntropy = "-y*log(p)";
    const string Ngl = "(exp(2.4092 - p*(1+y)) - cos(cos(sin(p))))/C";

    [Fact]
    public void In_double_precision_it_agrees_with_the_scalar_reference_on_random_programs() => Agreement.InDoublePrecision(Run);

    [Fact]
    public void In_single_precision_it_agrees_with_the_scalar_reference_up_to_conditioning() => Agreement.InSinglePrecision(Run);

    [Fact]
    public void Gradients_are_the_finite_differences_of_losses_where_those_settle()
    {
        var random = new Random(13);
        var (settled, all) = (0, 0);
        for (var n = 0; n < 2000; n++)
        {
            var body = RandomBodies.Grow(random, random.Next(1, 5));
            var batch = Batch<double>.Draw(random, 1, 2 + random.Next(4), scale: 2);
            var program = new SpanProgram<double>(LossProgram.Compile(body), batch.Classes);
            var (losses, gradient) = Run(program, batch);
            if (!(Math.Abs(losses[0]) < 1e6)) continue; // differences of large numbers have no digits
            for (var j = 0; j < batch.Classes; j++)
            {
                all++;
                var (coarse, fine) = (Slope(j, 2e-4), Slope(j, 1e-4));
                // Near a kink, a guard or a pole two step widths disagree.
                if (!(Math.Abs(coarse - fine) <= 1e-5 * (1 + Math.Abs(fine)))) continue;
                settled++;
                Assert.True(
                    Math.Abs(fine - gradient[j]) <= 1e-3 * (1 + Math.Abs(fine)), $"{body}: {gradient[j]}, but {fine} by differences");
            }

            double Slope(int entry, double by) => (At(entry, by) - At(entry, -by)) / (2 * by);

            double At(int entry, double by)
            {
                var moved = (double[])batch.Logits.Clone();
                moved[entry] += by;
                return Run(program, batch with { Logits = moved }).Losses[0];
            }
        }

        Assert.InRange(settled, all * 8 / 10, all);
    }

    [Theory]
    [InlineData(1), InlineData(80)]
    public void Cross_entropy_has_exactly_the_gradient_p_minus_y(double scale)
    {
        Check<float>();
        Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var batch = Batch<T>.Draw(new Random(3), 200, 10);
            for (var i = 0; i < batch.Logits.Length; i++)
                batch.Logits[i] = scale > 1 ? T.CopySign(T.CreateChecked(scale), batch.Logits[i]) : batch.Logits[i];
            var (losses, gradient) = Run(LossProgram.Compile(Expr.Parse(CrossEntropy)), batch);
            var p = Softmax(batch);
            for (var i = 0; i < gradient.Length; i++)
                Assert.Equal(p[i] - (batch.Targets[i / 10] == i % 10 ? T.One : T.Zero), gradient[i]);
            Assert.All(losses, loss => Assert.True(T.IsFinite(loss)));
        }
    }

    [Theory]
    [InlineData(CrossEntropy)]
    [InlineData(Ngl)]
    [InlineData("-y*root(3, p)")]
    [InlineData("-y*(1-p)^2*log(p)")]
    [InlineData("y*(1-pow(p, 0.7))/0.7")]
    [InlineData("-y*log(p) - p*log(y)"), InlineData("square(p-y)"), InlineData("-y*root(64, p)"), InlineData("sqrt(p)*abs(z)")]
    public void Losses_and_gradients_are_finite_at_logits_of_80(string body)
    {
        var logits = new float[] { 80, -80, -80, -80, 80, -80, 80, 80, -80, 0, 80, 80 };
        var batch = new Batch<float>(3, logits, [0, 0, 2, 1]);

        var (losses, gradient) = Run(
            LossProgram.Compile(Expr.Parse(body.Replace("(1-p)^2", "square(1-p)", StringComparison.Ordinal))), batch);

        Assert.All(losses, loss => Assert.True(float.IsFinite(loss)));
        Assert.All(gradient, g => Assert.True(float.IsFinite(g)));
    }

    [Fact]
    public void Neighbours_position_and_block_size_leave_every_bit_of_a_sample_alone()
    {
        var random = new Random(11);
        for (var n = 0; n < 300; n++)
        {
            var program = LossProgram.Compile(RandomBodies.Grow(random, 5));
            Check<float>(program);
            Check<double>(program);
        }

        void Check<T>(LossProgram program) where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var classes = 2 + random.Next(20);
            // Logits of all sizes: small and large operands of one vector take different ways through sin, cos and exp.
            var batch = Batch<T>.Draw(random, 40, classes, scale: Math.Pow(10, random.Next(-1, 4)));
            var (losses, gradient) = Run(program, batch);
            var order = Enumerable.Range(0, batch.Samples).ToArray();
            random.Shuffle(order);
            order = order[random.Next(20)..];
            var moved = new Batch<T>(
                classes, [.. order.SelectMany(i => batch.Row(i).ToArray())], Array.ConvertAll(order, i => batch.Targets[i]));
            var (movedLosses, movedGradient) = Run(program, moved, blockElements: 1 << random.Next(4, 13));
            for (var k = 0; k < order.Length; k++)
            {
                Assert.Equal(losses[order[k]], movedLosses[k]);
                Assert.Equal(gradient.AsSpan(order[k] * classes, classes), movedGradient.AsSpan(k * classes, classes));
            }
        }
    }

    [Theory]
    [InlineData(2, 1), InlineData(10, 300), InlineData(100, 70), InlineData(1000, 20), InlineData(5000, 3)]
    public void Any_number_of_classes_and_samples_fits(int classes, int samples)
    {
        var batch = Batch<double>.Draw(new Random(5), samples, classes);
        var (losses, gradient) = Run(LossProgram.Compile(Expr.Parse(Ngl)), batch);
        var reference = new ProgramInterpreter(LossProgram.Compile(Expr.Parse(Ngl)), classes);
        var (y, g) = (new double[classes], new double[classes]);
        for (var i = 0; i < samples; i++)
        {
            Array.Clear(y);
            y[batch.Targets[i]] = 1;
            Assert.Equal(reference.Sample(batch.Row(i), y, g), losses[i], 1e-12);
            for (var j = 0; j < classes; j++) Assert.Equal(g[j], gradient[i * classes + j], 1e-12);
        }
    }

    [Fact]
    public void Entry_weights_multiply_each_class_entry_of_the_body()
    {
        var batch = Batch<double>.Draw(new Random(6), 5, 3);
        var program = new SpanProgram<double>(LossProgram.Compile(Expr.Parse("square(p-y) + 0.1*z*p")), 3);
        double[] total = new double[5], totalGradient = new double[15], losses = new double[5], gradient = new double[15];
        double[] weights = [0.5, 2, 3];
        program.Gradient(batch.Logits, batch.Targets, weights, total, 1, totalGradient);
        for (var c = 0; c < 3; c++)
        {
            var one = new double[3];
            one[c] = 1;
            program.Gradient(batch.Logits, batch.Targets, one, losses, 1, gradient);
            for (var i = 0; i < 5; i++) total[i] -= weights[c] * losses[i];
            for (var i = 0; i < 15; i++) totalGradient[i] -= weights[c] * gradient[i];
        }

        Assert.All(total.Concat(totalGradient), rest => Assert.Equal(0, rest, 1e-14));
    }

    [Fact]
    public void Running_allocates_nothing()
    {
        var batch = Batch<float>.Draw(new Random(1), 128, 10);
        var program = new SpanProgram<float>(LossProgram.Compile(Expr.Parse(Ngl)), 10);
        float[] losses = new float[128], gradient = new float[1280];
        program.Gradient(batch.Logits, batch.Targets, [], losses, 1, gradient);

        // A collection that another thread causes counts what is left of this one's block: it does not every time.
        Assert.Equal(0, Enumerable.Range(0, 10).Min(_ => Allocated()));

        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var n = 0; n < 100; n++) program.Gradient(batch.Logits, batch.Targets, [], losses, 1, gradient);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void A_target_outside_the_classes_is_refused_by_name()
    {
        var program = new SpanProgram<float>(LossProgram.Compile(Expr.Parse("p*p")), 3);

        var error = Assert.Throws<ArgumentException>(() => program.Losses(new float[3], [3], [], new float[1]));

        Assert.Contains("target 3 is outside the classes 0 … 2", error.Message, StringComparison.Ordinal);
    }

    static (T[] Losses, T[] Gradient) Run<T>(LossProgram program, Batch<T> batch) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run(program, batch, SpanProgram<T>.BlockElements);

    static (T[] Losses, T[] Gradient) Run<T>(LossProgram program, Batch<T> batch, int blockElements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run(new SpanProgram<T>(program, batch.Classes, blockElements), batch);

    static (T[] Losses, T[] Gradient) Run<T>(SpanProgram<T> program, Batch<T> batch) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var losses = new T[batch.Samples];
        var gradient = new T[batch.Logits.Length];
        program.Gradient(batch.Logits, batch.Targets, [], losses, T.One, gradient);
        return (losses, gradient);
    }

    /// <summary>p as the executor computes it: the losses of the body p with all but one entry weighed 0.</summary>
    static T[] Softmax<T>(Batch<T> batch) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var p = new T[batch.Logits.Length];
        var program = new SpanProgram<T>(LossProgram.Compile(Expr.Parse("p")), batch.Classes);
        for (var c = 0; c < batch.Classes; c++)
        {
            var entry = new T[batch.Classes];
            entry[c] = T.One;
            var losses = new T[batch.Samples];
            program.Losses(batch.Logits, batch.Targets, entry, losses);
            for (var i = 0; i < losses.Length; i++) p[i * batch.Classes + c] = losses[i];
        }

        return p;
    }
}
