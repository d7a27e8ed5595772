using LossActors.Genetics.Expressions;
using LossActors.Genetics.Numerics;
using LossActors.Genetics.Programs;

namespace LossActors.Genetics.Tests.Programs;

public class LossProgramTests
{
    static readonly (double Y, double LogP, double Z)[] Points =
        [(1, -0.2, 1.3), (0, -0.7, -0.4), (1, -3.1, -2.2), (0, -1.5, 0.6), (0, -0.05, 3.7), (1, -5.9, -4.1)];

    [Fact]
    public void A_program_has_the_value_of_the_tree_it_was_compiled_from() => Bodies.Hold(5000, e =>
    {
        var program = new ProgramInterpreter(LossProgram.Compile(e), 5);
        var bare = new ProgramInterpreter(LossProgram.CompileValue(e), 5);
        foreach (var (y, logP, z) in Points)
        {
            var expected = Evaluator.Value(e, y, logP, z, 5);
            var nearby = Evaluator.Value(e, y, logP * (1 + 1e-12), z * (1 + 1e-12), 5);
            var found = program.Entry(y, logP, z).Value;
            if (!found.Equals(bare.Entry(y, logP, z).Value)) return false;
            if (!double.IsFinite(expected) || !Near(expected, nearby, 1e-8)) continue;
            if (!Near(expected, found, 1e-7)) return false;
        }

        return true;
    });

    /// <summary>
    /// Central differences of the tree's value with two steps; where they disagree the body has a corner nearby and says nothing.
    /// </summary>
    [Fact]
    public void Derivatives_are_those_of_finite_differences_on_ten_thousand_bodies()
    {
        int compared = 0, bodies = 0;
        Bodies.Hold(10_000, e =>
        {
            var program = new ProgramInterpreter(LossProgram.Compile(e), 5);
            var before = compared;
            foreach (var (y, logP, z) in Points.AsSpan(0, 3))
            {
                // Beside 1e34 a step of 1e-5 is lost in rounding.
                if (Largest(e, y, logP, z) > 1e6) continue;
                var found = program.Entry(y, logP, z);
                if (Slope(d => Evaluator.Value(e, y, logP + d, z, 5)) is { } h)
                {
                    compared++;
                    if (!Near(h, found.H, 1e-4)) return false;
                }

                if (Slope(d => Evaluator.Value(e, y, logP, z + d, 5)) is { } dz)
                {
                    compared++;
                    if (!Near(dz, found.DZ, 1e-4)) return false;
                }
            }

            if (compared > before) bodies++;
            return true;
        });

        Assert.InRange(bodies, 9000, 10_000);
        Assert.InRange(compared, 45_000, 60_000);
    }

    /// <summary>Executors keep results in block buffers; one that is reused too early would show here.</summary>
    [Fact]
    public void Buffers_are_reused_only_after_their_last_reader() => Bodies.Hold(5000, e =>
    {
        var program = LossProgram.Compile(e);
        var uniforms = program.Uniforms(5);
        var buffers = new double[program.BufferCount];
        foreach (var (y, logP, z) in Points.AsSpan(0, 2))
        {
            foreach (var s in program.Instructions)
                if (s.Buffer >= 0)
                    buffers[s.Buffer] = ScalarOperations.Apply(s.Op, Read(s.A), s.B < 0 ? 0 : Read(s.B));
            var expected = new ProgramInterpreter(program, 5).Entry(y, logP, z);
            var found = new EntryDerivatives(
                Read(program.Value), program.H < 0 ? 0 : Read(program.H), program.DZ < 0 ? 0 : Read(program.DZ));
            if (!expected.Equals(found)) return false;

            double Read(int i) => program.Instructions[i] switch
            {
                { Uniform: true } => uniforms[i],
                { Op: OpCode.Target } => y,
                { Op: OpCode.Probability } => ScalarMath.Exp(logP),
                { Op: OpCode.LogProbability } => logP,
                { Op: OpCode.Logit } => z,
                var s => buffers[s.Buffer],
            };
        }

        return true;
    });

    [Fact]
    public void Common_subexpressions_are_computed_once()
    {
        var program = LossProgram.Compile(Expr.Parse("exp(z*p) + sin(exp(z*p))*exp(z*p)"));

        Assert.Single(program.Instructions, i => i.Op == OpCode.Exp);
        Assert.True(program.Uses(OpCode.Logit));
        Assert.False(program.Uses(OpCode.Target));
    }

    [Fact]
    public void What_depends_on_constants_and_classes_alone_is_uniform()
    {
        var program = LossProgram.Compile(Expr.Parse("log(C + 1)*p"));
        var uniforms = program.Uniforms(9);

        var log = Assert.Single(program.Instructions.Select((s, i) => (s, i)), pair => pair.s.Op == OpCode.Log);
        Assert.True(log.s.Uniform);
        Assert.Equal(-1, log.s.Buffer);
        Assert.Equal(2.302585092994046, uniforms[log.i], 1e-15);
    }

    static double Largest(Expr e, double y, double logP, double z) =>
        e.Args.Select(a => Largest(a, y, logP, z)).Append(Math.Abs(Evaluator.Value(e, y, logP, z, 5))).Max();

    static double? Slope(Func<double, double> f)
    {
        const double step = 1e-5;
        double coarse = (f(step) - f(-step)) / (2 * step), fine = (f(step / 8) - f(-step / 8)) / (step / 4);
        var right = (f(step) - f(0)) / step;
        var left = (f(0) - f(-step)) / step;
        var smooth = Near(coarse, fine, 2e-5) && Near(left, right, 0.01) && Math.Abs(f(0)) < 1e6 * (1e-3 + Math.Abs(coarse));
        return double.IsFinite(coarse) && smooth ? coarse : null;
    }

    static bool Near(double a, double b, double tolerance) => Math.Abs(a - b) <= tolerance * (1 + Math.Max(Math.Abs(a), Math.Abs(b)));
}
