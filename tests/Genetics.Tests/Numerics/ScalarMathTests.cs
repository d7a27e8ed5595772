using LossActors.Genetics.Numerics;

namespace LossActors.Genetics.Tests.Numerics;

public class ScalarMathTests
{
    public static TheoryData<string, double, double, int> Ranges => new()
    {
        { "exp", -745, 709.7, 3 }, { "exp", -1, 1, 3 },
        { "expm1", -50, 709, 3 }, { "expm1", -1.5, 1.5, 3 }, { "expm1", -1e-6, 1e-6, 3 },
        { "log", 1e-300, 1e-290, 3 }, { "log", 1e-6, 10, 3 }, { "log", 0.9, 1.1, 3 }, { "log", 1, 1e300, 3 },
        { "sin", -10, 10, 3 }, { "sin", -1e6, 1e6, 4 }, { "cos", -10, 10, 3 }, { "cos", -1e6, 1e6, 4 },
        { "tanh", -25, 25, 4 }, { "tanh", -0.6, 0.6, 4 },
    };

    [Theory, MemberData(nameof(Ranges))]
    public void Functions_agree_with_the_C_library_within_a_few_ulp(string name, double low, double high, int ulps)
    {
        (Func<double, double> ours, Func<double, double> theirs) = name switch
        {
            "exp" => ((Func<double, double>)ScalarMath.Exp, (Func<double, double>)Math.Exp),
            "expm1" => (ScalarMath.Expm1, x =>
                Math.Abs(x) < 1e-5 ? x + x * x / 2 + x * x * x / 6
                : Math.Abs(x) > 0.5 ? Math.Exp(x) - 1
                : 2 * Math.Exp(x / 2) * Math.Sinh(x / 2)),
            "log" => (ScalarMath.Log, Math.Log),
            "sin" => (ScalarMath.Sin, Math.Sin),
            "cos" => (ScalarMath.Cos, Math.Cos),
            _ => (ScalarMath.Tanh, Math.Tanh),
        };

        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var x = low + (high - low) * random.NextDouble();
            Assert.True(Ulps(ours(x), theirs(x)) <= ulps, $"{name}({x:R}) = {ours(x):R}, expected {theirs(x):R}");
        }
    }

    [Fact]
    public void Edges_have_their_limits()
    {
        Assert.Equal(1, ScalarMath.Exp(0));
        Assert.Equal(0, ScalarMath.Exp(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, ScalarMath.Exp(710));
        Assert.Equal(5e-324, ScalarMath.Exp(-744.5));
        Assert.Equal(-1, ScalarMath.Expm1(double.NegativeInfinity));
        Assert.Equal(0, ScalarMath.Log(1));
        Assert.Equal(Math.Log(5e-324), ScalarMath.Log(5e-324));
        Assert.Equal(double.NegativeInfinity, ScalarMath.Log(0));
        Assert.True(double.IsNaN(ScalarMath.Log(-1)));
        Assert.Equal(0, ScalarMath.Sin(0));
        Assert.Equal(1, ScalarMath.Cos(0));
        Assert.InRange(ScalarMath.Sin(5e34), -1, 1);
        Assert.Equal(-1, ScalarMath.Tanh(double.NegativeInfinity));
        Assert.True(double.IsNaN(ScalarMath.Tanh(double.NaN)));
        Assert.Equal(0.5, ScalarMath.Sigmoid(0));
    }

    /// <summary>Bits that must never change: stored fingerprints and seeds rest on them.</summary>
    [Fact]
    public void Bits_are_the_same_on_every_processor()
    {
        var hash = new HashCode64();
        for (var i = 1; i <= 2000; i++)
        {
            var x = i * 0.037 - 31;
            foreach (var value in (double[])[
                ScalarMath.Exp(x), ScalarMath.Expm1(x), ScalarMath.Log(i * 0.37), ScalarMath.Sin(x), ScalarMath.Cos(x), ScalarMath.Tanh(x)])
                hash.Add(BitConverter.DoubleToInt64Bits(value));
        }

        Assert.Equal(460352178254277213UL, hash.Value);
    }

    struct HashCode64
    {
        public ulong Value { get; private set; }

        public void Add(long bits) => Value = (Value ^ (ulong)bits) * 1099511628211UL + 1;
    }

    static long Ulps(double a, double b) =>
        Math.Abs(BitConverter.DoubleToInt64Bits(a) - BitConverter.DoubleToInt64Bits(b));
}
