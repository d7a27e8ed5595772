using LossActors.Learning.Losses;

namespace LossActors.Learning.Export;

/// <summary>Words about a loss in Python files.</summary>
static class PythonText
{
    public static string OneLine(string text) => text.ReplaceLineEndings(" ");

    /// <summary>As it stands between three single quotes.</summary>
    public static string Docstring(string text) =>
        OneLine(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'''", "\\'\\'\\'", StringComparison.Ordinal);

    /// <summary>What no loss can do by itself; empty for a plain one.</summary>
    public static string OfSharpness(LossPlan plan) => plan.Genome.Sharpness is { IsPlain: false } sharpness
        ? $" It was trained with {(sharpness.IsAdaptive ? "ASAM" : "SAM")}, rho = {PythonEntries.Number(sharpness.Radius)}, "
            + "which is the optimiser's part."
        : "";
}
