using LossActors.Genetics.Genes.Reductions;
using static LossActors.Learning.Export.PythonEntries;

namespace LossActors.Learning.Export;

/// <summary>A reduction as Python over the array <c>losses</c>, [batch].</summary>
/// <param name="Expression">Gives the reduced loss.</param>
/// <param name="Helpers">Functions that it calls, each defined once at the top of the file.</param>
sealed record PythonReduction(string Expression, params string[] Helpers)
{
    public static PythonReduction Of(Reduction gene, PythonDialect dialect) => gene switch
    {
        Mean => new("losses.mean()"),
        Flood g => new($"{Number(g.Theta)} + {dialect.Abs($"losses.mean() - {Signed(g.Theta)}")}"),
        IndividualFlood g => new($"{Number(g.Theta)} + {dialect.Abs($"losses - {Signed(g.Theta)}")}.mean()"),
        SoftAscent g => new(
            $"{Number(g.Theta)} + {Number(g.Sigma)} ** 2 * _soft((losses - {Signed(g.Theta)}) / {Number(g.Sigma)}).mean()", dialect.Soft),
        ValueAtRisk { Learned: true } g => new(
            $"{dialect.Theta} + {dialect.Positive($"losses - {dialect.Theta}")}.mean() / (1 - {Number(g.Beta)})"),
        ValueAtRisk g => new($"_value_at_risk(losses, {Number(g.Beta)})", dialect.Ranked, dialect.ValueAtRisk),
        ChiSquare { Learned: true } g => new(
            $"{dialect.Theta} + _root_mean_square({dialect.Positive($"losses - {dialect.Theta}")}, {Number(1 + 2 * g.Radius)})",
            [.. dialect.RootMeanSquare]),
        ChiSquare g => new($"_chi_square(losses, {Number(g.Radius)})", [.. dialect.ChiSquare]),
        Tilted g => new($"_tilted(losses, {Signed(g.Gamma)})", dialect.Tilted),
        Concentrated g => OfConcentrated(g, dialect),
        _ => throw new ArgumentException($"no Python for the reduction {gene}", nameof(gene)),
    };

    static PythonReduction OfConcentrated(Concentrated g, PythonDialect dialect)
    {
        var helpers = new List<string>();
        var theta = "";
        if (g.Theta == Concentrated.Location.Learned)
        {
            theta = dialect.Theta;
        }
        else if (g.Theta == Concentrated.Location.Quantile)
        {
            helpers.AddRange([dialect.Ranked, PythonDialect.Quantile]);
            theta = $"_lower_quantile(losses, {Number(g.Certainty == Certainty.ValueAtRisk ? g.Shape : 0.5)})";
        }

        var x = theta.Length == 0 ? "losses" : $"losses - {theta}";
        var phi = g.Certainty switch
        {
            Certainty.Linear => x,
            Certainty.ValueAtRisk => $"{dialect.Positive(x)} / (1 - {Number(g.Shape)})",
            Certainty.ChiSquare => $"{dialect.Positive(x)} * {Number(Math.Sqrt(1 + 2 * g.Shape))}",
            Certainty.Quadratic => $"({dialect.Positive($"{x} + 1")} ** 2 - 1) / 2",
            _ => $"{dialect.Library}.expm1({dialect.AtMost($"{Number(g.Shape)} * ({x})", 80)}) / {Signed(g.Shape)}",
        };
        var equivalent = theta.Length == 0 ? phi : $"{theta} + {phi}";
        if (g.PerBatch) equivalent = $"({equivalent}).mean()";
        var off = $"{equivalent} - {Signed(g.Eta)}";
        if (g.Rho == Concentrated.Dispersion.Soft) helpers.Add(dialect.Soft);
        var rho = g.Rho switch
        {
            Concentrated.Dispersion.Soft => $"_soft({off})",
            Concentrated.Dispersion.Abs => dialect.Abs(off),
            _ => $"(({off}) ** 2 / 2)",
        };
        return new($"{Number(g.Eta)} + {rho}{(g.PerBatch ? "" : ".mean()")}", [.. helpers]);
    }

    static string Signed(double value) => value < 0 ? $"({Number(value)})" : Number(value);
}
