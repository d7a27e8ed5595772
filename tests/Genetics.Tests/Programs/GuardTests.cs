using LossActors.Genetics.Expressions;
using LossActors.Genetics.Expressions.Canonical;
using LossActors.Genetics.Numerics;
using LossActors.Genetics.Programs;

namespace LossActors.Genetics.Tests.Programs;

/// <summary>The guard table, row by row: value and derivative along z at one entry.</summary>
public class GuardTests
{
    const double Ln2 = 0.6931471805599453, LnEpsilon = -13.862943611198906, E80 = 5.54062238439351e34;
    const double Epsilon = Guards.Epsilon;

    [Theory]
    [InlineData("log(z)", 2, Ln2, 0.5)]
    [InlineData("log(z)", -2, Ln2, -0.5)]
    [InlineData("log(z)", 1e-7, LnEpsilon, 0)]
    [InlineData("log(z)", 0, LnEpsilon, 0)]
    [InlineData("log(z)", Epsilon, LnEpsilon, 1 / Epsilon)]
    [InlineData("3/z", 2, 1.5, -0.75)]
    [InlineData("3/z", -2, -1.5, -0.75)]
    [InlineData("3/z", 1e-7, 3 / Epsilon, 0)]
    [InlineData("3/z", -1e-7, -3 / Epsilon, 0)]
    [InlineData("3/z", 0, 3 / Epsilon, 0)]
    [InlineData("3/(-z)", 0, 3 / Epsilon, 0)]
    [InlineData("z/(1e-9*C)", 5, 5 / Epsilon, 1 / Epsilon)]
    [InlineData("sqrt(z)", 4, 2, 0.25)]
    [InlineData("sqrt(z)", -4, 2, -0.25)]
    [InlineData("sqrt(z)", 1e-7, 1.0 / 1024, 0)]
    [InlineData("sqrt(z)", 0, 1.0 / 1024, 0)]
    [InlineData("exp(z)", 1, 2.718281828459045, 2.718281828459045)]
    [InlineData("exp(z)", 80, E80, E80)]
    [InlineData("exp(z)", 81, E80, 0)]
    [InlineData("exp(z)", -1000, 0, 0)]
    [InlineData("pow(z, 3)", 2, 8, 12)]
    [InlineData("pow(z, 3)", -2, 8, -12)]
    [InlineData("pow(2, z)", 3, 8, 8 * Ln2)]
    [InlineData("pow(z, z)", 2, 4, 4 * (1 + Ln2))]
    [InlineData("pow(z, 2)", 1e-7, Epsilon * Epsilon, 0)]
    [InlineData("pow(1e-9, z)", 0, 1, LnEpsilon)]
    [InlineData("pow(z, 40)", 1000, E80, 0)]
    [InlineData("root(2, z)", 4, 2, 0.5)]
    [InlineData("root(2, z)", -4, 2, -0.5)]
    [InlineData("root(1, z)", 4, 3, 1)]
    [InlineData("root(2, z)", 1e-7, 2 * (1.0 / 1024 - 1), 0)]
    [InlineData("abs(z)", -3, 3, -1)]
    [InlineData("abs(z)", 0, 0, 0)]
    [InlineData("min(z, 2)", 1, 1, 1)]
    [InlineData("min(z, 2)", 3, 2, 0)]
    [InlineData("min(z, 2)", 2, 2, 0.5)]
    [InlineData("max(z, 2)", 1, 2, 0)]
    [InlineData("max(z, 2)", 3, 3, 1)]
    [InlineData("max(2*z, z + 2)", 2, 4, 1.5)]
    [InlineData("sigmoid(z)", 0, 0.5, 0.25)]
    [InlineData("sigmoid(z)", -1000, 0, 0)]
    [InlineData("tanh(z)", 0, 0, 1)]
    [InlineData("square(z)", -3, 9, -6)]
    public void A_row_of_the_table_holds(string body, double z, double value, double derivative)
    {
        var e = Expr.Parse(body);
        var found = new ProgramInterpreter(LossProgram.Compile(e), 3).Entry(y: 0, logP: -1, z);

        Assert.Equal(value, found.Value, 1e-12 * Math.Max(1, Math.Abs(value)));
        Assert.Equal(derivative, found.DZ, 1e-12 * Math.Max(1, Math.Abs(derivative)));
        Assert.Equal(0, found.H);
        Assert.Equal(value, Evaluator.Value(e, y: 0, logP: -1, z, 3), 1e-12 * Math.Max(1, Math.Abs(value)));
    }

    /// <summary>What is written in p is computed from ℓ = log p: exact where p itself has vanished or rounded to 1.</summary>
    [Theory]
    [InlineData("log(p)", -900, -900, 1)]
    [InlineData("sqrt(p)", -900, 3.6938830684872561e-196, 1.846941534243628e-196)]
    [InlineData("root(3, p)", -900, -3, 5.1482002224120135e-131)]
    [InlineData("root(50, p)", -900, -49.99999923850105, 1.52299797e-8)]
    [InlineData("pow(p, 0.01)", -900, 1.2340980408667956e-4, 1.2340980408667956e-6)]
    [InlineData("pow(p, -0.5)", -900, E80, 0)]
    [InlineData("pow(p, -0.01)", -900, 8103.083927575384, -81.03083927575384)]
    [InlineData("1 - p", -1e-20, 1e-20, -1)]
    [InlineData("p - 1", -1e-20, -1e-20, 1)]
    public void Forms_of_p_are_computed_from_its_logarithm(string body, double logP, double value, double h)
    {
        var e = Expr.Parse(body);
        var found = new ProgramInterpreter(LossProgram.Compile(e), 3).Entry(y: 0, logP, z: 0);

        Assert.Equal(value, found.Value, 1e-7 * Math.Abs(value));
        Assert.Equal(h, found.H, 1e-7 * Math.Abs(h) + 1e-300);
        if (e.Op is not Op.Subtract || e.Args[1].Op == Op.P)
            Assert.Equal(value, Evaluator.Value(e, y: 0, logP, z: 0, 3), 1e-7 * Math.Abs(value));
    }

    [Theory]
    [InlineData("exp(2.4092 - p*(1 + y))")]
    [InlineData("log(2 + p)")]
    [InlineData("z/(1 + y)")]
    [InlineData("sqrt(1 + abs(z))")]
    [InlineData("z/C")]
    public void A_guard_that_can_never_act_is_not_compiled(string body) => Assert.DoesNotContain(
        LossProgram.Compile(Expr.Parse(body)).Instructions,
        i => i.Op is OpCode.AwayFromZero or OpCode.AtLeast or OpCode.Min or OpCode.Max);

    /// <summary>In float32 1000 + p − 999.9999 is 0 for small p, although it never is in real numbers.</summary>
    [Theory]
    [InlineData("y/(1000 + p - 999.9999)")]
    [InlineData("y/log(1.00001 + p)")]
    public void A_guard_that_acts_only_by_rounding_is_compiled(string body) => Assert.Contains(
        LossProgram.Compile(Expr.Parse(body)).Instructions, i => i.Op is OpCode.AwayFromZero);

    [Fact]
    public void Bounds_hold_wherever_a_body_is_evaluated() => Bodies.Hold(3000, e =>
    {
        var bounds = Bounds.Of(e);
        foreach (var (y, logP, z) in ((double, double, double)[])[(1, -0.2, 1.3), (0, -0.7, -40), (1, -30, 0), (0, -1e-9, 70)])
        {
            var value = Evaluator.Value(e, y, logP, z, 7);
            if (!double.IsFinite(value)) continue;
            var room = 1e-9 * Math.Max(1, Math.Abs(value));
            if (value < bounds.Low - room || value > bounds.High + room) return false;
        }

        return true;
    });
}
