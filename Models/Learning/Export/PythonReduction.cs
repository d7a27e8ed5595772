using LossActors.Genetics.Genes.Reductions;
using static LossActors.Learning.Export.PythonEntries;

namespace LossActors.Learning.Export;

/// <summary>A reduction as Python over the tensor <c>losses</c>, [batch].</summary>
/// <param name="Expression">Gives the reduced loss.</param>
/// <param name="Helpers">Functions that it calls, each defined once at the top of the file.</param>
sealed record PythonReduction(string Expression, params string[] Helpers)
{
    public static PythonReduction Of(Reduction gene) => gene switch
    {
        Mean => new("losses.mean()"),
        Flood g => new($"{Number(g.Theta)} + (losses.mean() - {Signed(g.Theta)}).abs()"),
        IndividualFlood g => new($"{Number(g.Theta)} + (losses - {Signed(g.Theta)}).abs().mean()"),
        SoftAscent g => new(
            $"{Number(g.Theta)} + {Number(g.Sigma)} ** 2 * _soft((losses - {Signed(g.Theta)}) / {Number(g.Sigma)}).mean()", Soft),
        ValueAtRisk { Learned: true } g => new($"self.theta + torch.relu(losses - self.theta).mean() / (1 - {Number(g.Beta)})"),
        ValueAtRisk g => new($"_value_at_risk(losses, {Number(g.Beta)})", Ranked, ValueAtRiskFunction),
        ChiSquare { Learned: true } g => new(
            $"self.theta + _root_mean_square(torch.relu(losses - self.theta), {Number(1 + 2 * g.Radius)})", RootMeanSquare),
        ChiSquare g => new($"_chi_square(losses, {Number(g.Radius)})", ChiSquareFunction),
        Tilted g => new($"_tilted(losses, {Signed(g.Gamma)})", TiltedFunction),
        Concentrated g => OfConcentrated(g),
        _ => throw new ArgumentException($"no Python for the reduction {gene}", nameof(gene)),
    };

    static PythonReduction OfConcentrated(Concentrated g)
    {
        var helpers = new List<string>();
        var theta = "";
        if (g.Theta == Concentrated.Location.Learned)
        {
            theta = "self.theta";
        }
        else if (g.Theta == Concentrated.Location.Quantile)
        {
            helpers.AddRange([Ranked, Quantile]);
            theta = $"_lower_quantile(losses, {Number(g.Certainty == Certainty.ValueAtRisk ? g.Shape : 0.5)})";
        }

        var x = theta.Length == 0 ? "losses" : $"losses - {theta}";
        var phi = g.Certainty switch
        {
            Certainty.Linear => x,
            Certainty.ValueAtRisk => $"torch.relu({x}) / (1 - {Number(g.Shape)})",
            Certainty.ChiSquare => $"torch.relu({x}) * {Number(Math.Sqrt(1 + 2 * g.Shape))}",
            Certainty.Quadratic => $"(torch.relu({x} + 1) ** 2 - 1) / 2",
            _ => $"torch.expm1(torch.clamp({Number(g.Shape)} * ({x}), max=80.0)) / {Signed(g.Shape)}",
        };
        var equivalent = theta.Length == 0 ? phi : $"{theta} + {phi}";
        if (g.PerBatch) equivalent = $"({equivalent}).mean()";
        var off = $"{equivalent} - {Signed(g.Eta)}";
        if (g.Rho == Concentrated.Dispersion.Soft) helpers.Add(Soft);
        var rho = g.Rho switch
        {
            Concentrated.Dispersion.Soft => $"_soft({off})",
            Concentrated.Dispersion.Abs => $"({off}).abs()",
            _ => $"(({off}) ** 2 / 2)",
        };
        return new($"{Number(g.Eta)} + {rho}{(g.PerBatch ? "" : ".mean()")}", [.. helpers]);
    }

    static string Signed(double value) => value < 0 ? $"({Number(value)})" : Number(value);

    const string Soft = """
        def _soft(x):
            '''sqrt(1 + x^2) - 1 without loss of digits near 0.'''
            return x * x / (1 + torch.sqrt(1 + x * x))
        """;

    const string Ranked = """
        def _ranked(losses, index):
            '''The loss at an index in ascending order; equal losses share its gradient.'''
            here = (losses == losses.detach().sort().values[index]).to(losses.dtype)
            return (losses * here).sum() / here.sum()
        """;

    const string Quantile = """
        def _lower_quantile(losses, level):
            return _ranked(losses, math.floor(round(level * (losses.numel() - 1), 9)))
        """;

    const string ValueAtRiskFunction = """
        def _value_at_risk(losses, beta):
            '''The mean of the worst share 1 - beta.'''
            count = losses.numel()
            threshold = _ranked(losses, max(1, math.ceil(round(beta * count, 9))) - 1)
            return threshold + torch.relu(losses - threshold).sum() / ((1 - beta) * count)
        """;

    const string RootMeanSquare = """
        def _root_mean_square(x, factor):
            square = factor * (x * x).mean()
            # The root has no derivative at 0.
            return square.sqrt() if square.item() > 0 else square
        """;

    const string ChiSquareFunction = """
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
        """;

    const string TiltedFunction = """
        def _tilted(losses, gamma):
            '''log mean exp(gamma * loss) / gamma, without overflow or loss of digits.'''
            tilted = gamma * losses
            most = tilted.detach().max()
            return (most + torch.log1p(torch.expm1(tilted - most).mean())) / gamma
        """;
}
