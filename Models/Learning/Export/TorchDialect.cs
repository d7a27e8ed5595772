using LossActors.Genetics.Numerics;

namespace LossActors.Learning.Export;

/// <summary>PyTorch, 1.13 or later.</summary>
sealed record TorchDialect() : PythonDialect("torch", "self.theta")
{
    public override string Positive(string x) => $"torch.relu({x})";

    public override string AtMost(string x, int bound) => $"torch.clamp({x}, max={bound}.0)";

    public override string Bounded(string function, string x, string bound) => $"_{function}({x}, {bound})";

    public override string Sigmoid(string x) => $"torch.sigmoid({x})";

    public override IReadOnlyList<(string Name, string Text)> EntryHelpers =>
    [
        ("_minimum", Bound("minimum")),
        ("_maximum", Bound("maximum")),
        (
            "_away_from_zero",
            $"""
            def _away_from_zero(x, epsilon={PythonEntries.Number(Guards.Epsilon)}):
                '''x, or epsilon with the sign of x where x is closer to zero: a divisor whose guard has no gradient.'''
                return torch.where(x.abs() < epsilon, torch.where(x < 0, x.new_tensor(-epsilon), x.new_tensor(epsilon)), x)
            """),
    ];

    public override string Ranked => """
        def _ranked(losses, index):
            '''The loss at an index in ascending order; equal losses share its gradient.'''
            here = (losses == losses.detach().sort().values[index]).to(losses.dtype)
            return (losses * here).sum() / here.sum()
        """;

    public override IReadOnlyList<string> RootMeanSquare =>
    [
        """
        def _root_mean_square(x, factor):
            square = factor * (x * x).mean()
            # The root has no derivative at 0.
            return square.sqrt() if square.item() > 0 else square
        """,
    ];

    public override IReadOnlyList<string> ChiSquare =>
    [
        """
        def _chi_square(losses, radius):
            '''The worst mean within a chi-square ball: mean + sqrt(k * variance) of the largest losses above the minimising threshold.'''
            values = sorted(losses.detach().double().tolist(), reverse=True)
            count, total, squares = len(values), 0.0, 0.0
            for active in range(1, count + 1):
                below = values[0] - values[active - 1]
                total, squares = total + below, squares + below * below
                if active == count:
                    break
                if values[active] == values[active - 1]:
                    continue
                if radius >= (count - 1) / 2:
                    break
                k = (1 + 2 * radius) * active / count - 1
                if k <= 0:
                    continue
                variance = max(squares / active - (total / active) ** 2, 0.0)
                if values[0] - total / active - math.sqrt(variance / k) >= values[active]:
                    break
            k = (1 + 2 * radius) * active / count - 1
            mask = (losses.detach().double() >= values[active - 1]).to(losses.dtype)
            mean = (losses * mask).sum() / active
            variance = (((losses - mean) * mask) ** 2).sum() / active
            return mean + torch.sqrt(k * variance) if k > 0 and variance.item() > 0 else mean
        """,
    ];

    public override string ValueAtRisk => """
        def _value_at_risk(losses, beta):
            '''The mean of the worst share 1 - beta.'''
            count = losses.numel()
            threshold = _ranked(losses, max(1, math.ceil(round(beta * count, 9))) - 1)
            return threshold + torch.relu(losses - threshold).sum() / ((1 - beta) * count)
        """;

    public override string Tilted => """
        def _tilted(losses, gamma):
            '''log mean exp(gamma * loss) / gamma, without overflow or loss of digits.'''
            tilted = gamma * losses
            most = tilted.detach().max()
            return (most + torch.log1p(torch.expm1(tilted - most).mean())) / gamma
        """;

    static string Bound(string function) => $"""
        def _{function}(x, bound):
            return torch.{function}(x, x.new_tensor(bound))
        """;
}
