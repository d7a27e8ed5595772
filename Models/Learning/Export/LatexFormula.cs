using System.Globalization;
using LossActors.Genetics.Expressions;
using LossActors.Genetics.Genes.Reductions;
using LossActors.Learning.Losses;

namespace LossActors.Learning.Export;

/// <summary>Writes a loss as a LaTeX fragment: the sample loss, the reduction and the factor, with the symbols explained.</summary>
public static class LatexFormula
{
    /// <summary>A fragment for a document that loads amsmath.</summary>
    /// <param name="plan">What to write.</param>
    /// <param name="source">Where it comes from; a comment in the fragment.</param>
    public static string Write(LossPlan plan, string source)
    {
        var weight = plan.Weights is null ? "" : plan.Weights.Outputs ? "\\Gamma_j(t)" : "\\Gamma_{y_i}(t)";
        var body = Latex.Print(plan.Body);
        var sum = plan.Weights switch
        {
            null => $"\\sum_{{j=1}}^{{C}} {Closed(plan.Body, body)}",
            { Outputs: true } => $"\\sum_{{j=1}}^{{C}} {weight}\\left({body}\\right)",
            _ => $"{weight} \\sum_{{j=1}}^{{C}} {Closed(plan.Body, body)}",
        };
        var genome = plan.Genome.ToString().ReplaceLineEndings(" ");
        return $$"""
            % {{source.ReplaceLineEndings(" ")}}
            % {{genome}}
            \begin{align*}
              \ell_i &= {{sum}} \\
              \mathcal{L} &= {{Reduced(plan.Genome.Reduction)}}
            \end{align*}
            % y: one-hot target entry, p: softmax probability, z: logit of entry j of sample i; C = {{plan.Classes}}.
            % The gradient of L is multiplied by {{Number(plan.Factor)}} in training.

            """ + Schedule(plan);
    }

    static string Schedule(LossPlan plan) => plan.Weights is not { } s ? "" : $$"""
        \[
          \Gamma_c(t) = \frac{C\, g_c(t)}{\sum_j g_j(t)}, \quad
          g_c(t) = \begin{cases} 1 + 2({{Number(s.Amplitude)}} - 1)\,\tau/T & \tau < T/2 \\ 2\cdot{{Number(s.Amplitude)}} - 1 - 2({{Number(s.Amplitude)}} - 1)\,\tau/T & \text{else} \end{cases}
          \quad T = {{s.Period.ToString(CultureInfo.InvariantCulture)}}
        \]
        % Class c = floor(t/T) mod C is emphasised at step t, with tau = t mod T; the other g are 1{{(s.FromMiddle ? ", t starts at T/2" : "")}}{{(s.Tail > 0 ? $", and so are all in the last {s.Tail} steps" : "")}}.

        """;

    static string Reduced(Reduction gene) => gene switch
    {
        Flood g => $"{Number(g.Theta)} + \\left|\\tfrac1N\\sum_i \\ell_i - {Number(g.Theta)}\\right|",
        IndividualFlood g => $"{Number(g.Theta)} + \\tfrac1N\\sum_i \\left|\\ell_i - {Number(g.Theta)}\\right|",
        SoftAscent g => $"{Number(g.Theta)} + \\tfrac{{{Number(g.Sigma)}^2}}N\\sum_i \\rho\\!\\left(\\tfrac{{\\ell_i - {Number(g.Theta)}}}{{{Number(g.Sigma)}}}\\right), \\quad \\rho(x) = \\sqrt{{x^2 + 1}} - 1",
        ValueAtRisk g => $"{Infimum(g.Learned)} \\theta + \\tfrac{{1}}{{(1 - {Number(g.Beta)})N}}\\sum_i (\\ell_i - \\theta)_+",
        ChiSquare g => $"{Infimum(g.Learned)} \\theta + \\sqrt{{\\tfrac{{1 + 2\\cdot{Number(g.Radius)}}}N\\sum_i (\\ell_i - \\theta)_+^2}}",
        Tilted g => $"\\tfrac{{1}}{{{Number(g.Gamma)}}}\\log\\tfrac1N\\sum_i e^{{{Number(g.Gamma)}\\,\\ell_i}}",
        Concentrated g => Concentrated(g),
        _ => "\\tfrac1N\\sum_i \\ell_i",
    };

    static string Concentrated(Concentrated g)
    {
        var phi = g.Certainty switch
        {
            Certainty.Linear => "x",
            Certainty.ValueAtRisk => $"\\tfrac{{(x)_+}}{{1 - {Number(g.Shape)}}}",
            Certainty.ChiSquare => $"\\sqrt{{1 + 2\\cdot{Number(g.Shape)}}}\\,(x)_+",
            Certainty.Quadratic => "\\tfrac{(x + 1)_+^2 - 1}{2}",
            _ => $"\\tfrac{{e^{{{Number(g.Shape)}x}} - 1}}{{{Number(g.Shape)}}}",
        };
        var rho = g.Rho switch
        {
            Genetics.Genes.Reductions.Concentrated.Dispersion.Soft => "\\sqrt{x^2 + 1} - 1",
            Genetics.Genes.Reductions.Concentrated.Dispersion.Abs => "|x|",
            _ => "\\tfrac{x^2}{2}",
        };
        var theta = g.Theta switch
        {
            Genetics.Genes.Reductions.Concentrated.Location.Zero => "\\theta = 0",
            Genetics.Genes.Reductions.Concentrated.Location.Learned => "\\theta \\text{ trained}",
            _ => $"\\theta = \\text{{lower }}{Number(g.Certainty == Certainty.ValueAtRisk ? g.Shape : 0.5)}\\text{{-quantile of }}\\ell",
        };
        var outer = g.PerBatch
            ? $"\\rho\\!\\left(\\tfrac1N\\sum_i \\left(\\theta + \\varphi(\\ell_i - \\theta)\\right) - {Number(g.Eta)}\\right)"
            : $"\\tfrac1N\\sum_i \\rho\\!\\left(\\theta + \\varphi(\\ell_i - \\theta) - {Number(g.Eta)}\\right)";
        return $"{Number(g.Eta)} + {outer}, \\quad \\rho(x) = {rho},\\; \\varphi(x) = {phi},\\; {theta}";
    }

    static string Infimum(bool learned) => learned ? "" : "\\inf_\\theta\\;";

    static string Closed(Expr body, string text) => body.Op is Op.Add or Op.Subtract or Op.Negate || body is { Op: Op.Constant, Value: < 0 } ? $"\\left({text}\\right)" : text;

    static string Number(double value) => value < 0 ? $"({Latex.Number(value)})" : Latex.Number(value);
}
