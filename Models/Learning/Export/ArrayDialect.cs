using LossActors.Genetics.Numerics;

namespace LossActors.Learning.Export;

/// <summary>
/// NumPy, and JAX, whose functions are the same: nothing is written in place, and Python branches on sizes alone, so that JAX can
/// differentiate and compile it.
/// </summary>
sealed record ArrayDialect() : PythonDialect("xp", "theta")
{
    public override string Positive(string x) => $"xp.maximum({x}, 0.0)";

    public override string AtMost(string x, int bound) => $"xp.minimum({x}, {bound}.0)";

    public override string Bounded(string function, string x, string bound) => $"xp.{function}({x}, {bound})";

    public override string Sigmoid(string x) => $"_sigmoid({x})";

    public override IReadOnlyList<(string Name, string Text)> EntryHelpers =>
    [
        (
            "_sigmoid",
            """
            def _sigmoid(x):
                return 0.5 + 0.5 * xp.tanh(0.5 * x)
            """),
        (
            "_away_from_zero",
            $"""
            def _away_from_zero(x, epsilon={PythonEntries.Number(Guards.Epsilon)}):
                '''x, or epsilon with the sign of x where x is closer to zero: a divisor whose guard has no gradient.'''
                return xp.where(xp.abs(x) < epsilon, xp.where(x < 0, -epsilon, epsilon), x)
            """),
    ];

    public override string Ranked => """
        def _ranked(losses, index):
            '''The loss at an index in ascending order.'''
            return xp.sort(losses)[index]
        """;

    public override IReadOnlyList<string> RootMeanSquare =>
    [
        Root,
        """
        def _root_mean_square(x, factor):
            return _root(factor * (x * x).mean())
        """,
    ];

    public override IReadOnlyList<string> ChiSquare =>
    [
        Root,
        """
        def _chi_square(losses, radius):
            '''The worst mean within a chi-square ball: mean + sqrt(k * variance) of the largest losses above the minimising threshold.'''
            count = len(losses)
            if radius == 0:
                return losses.mean()
            if radius >= (count - 1) / 2:
                return losses.max()
            above = xp.arange(1, count + 1)
            below = losses.max() - xp.sort(losses)[::-1]
            mean = xp.cumsum(below) / above
            variance = xp.maximum(xp.cumsum(below * below) / above - mean * mean, 0.0)
            k = (1 + 2 * radius) * above / count - 1
            following = xp.append(below[1:], xp.inf)
            threshold = mean + _root(variance / xp.where(k > 0, k, 1.0))
            first = xp.argmax((k > 0) & (following > below) & (threshold <= following))
            return losses.max() - (mean - _root(xp.maximum(k, 0.0) * variance))[first]
        """,
    ];

    public override string ValueAtRisk => """
        def _value_at_risk(losses, beta):
            '''The mean of the worst share 1 - beta.'''
            count = len(losses)
            threshold = _ranked(losses, max(1, math.ceil(round(beta * count, 9))) - 1)
            return threshold + xp.maximum(losses - threshold, 0.0).sum() / ((1 - beta) * count)
        """;

    public override string Tilted => """
        def _tilted(losses, gamma):
            '''log mean exp(gamma * loss) / gamma, without overflow or loss of digits.'''
            tilted = gamma * losses
            most = tilted.max()
            return (most + xp.log1p(xp.expm1(tilted - most).mean())) / gamma
        """;

    const string Root = """
        def _root(x):
            '''The square root, with derivative 0 at 0.'''
            return xp.where(x > 0, xp.sqrt(xp.where(x > 0, x, 1.0)), 0.0)
        """;
}
