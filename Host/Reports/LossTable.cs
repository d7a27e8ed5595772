using LossActors.Genetics.Expressions;
using LossActors.Learning.Training;

namespace LossActors.Host.Reports;

/// <summary>Losses by the names that a report calls them, with their formulas.</summary>
static class LossTable
{
    /// <param name="losses">Beside: what sets it apart from the others; empty for nothing.</param>
    public static Table Of(IReadOnlyList<(string Name, string Formula, string Beside)> losses)
    {
        var others = losses.Any(l => l.Beside.Length > 0);
        return new(
            "Losses and their formulas: y is the label's 1 or 0, p the probability, z the logit of a class, C the number of classes",
            ["loss", "formula", .. others ? ["trained with"] : Array.Empty<string>()],
            [.. losses.Select(l => (IReadOnlyList<string>)[l.Name, $"`{l.Formula}`", .. others ? [l.Beside] : Array.Empty<string>()])]);
    }

    /// <summary>What a loss is trained with that the others are not.</summary>
    public static string Beside(Recipe own, Recipe others)
    {
        var said = new List<string>();
        if (Decay(own) != Decay(others)) said.Add($"weight decay {Printer.Number(Decay(own))}");
        if (own.SharpDro is { } sharp) said.Add($"SharpDRO over groups, radius {Printer.Number(sharp.Radius)}");
        return string.Join(", ", said);

        static double Decay(Recipe recipe) =>
            recipe.Optimiser switch { SgdSpec sgd => sgd.WeightDecay, AdamSpec adam => adam.WeightDecay, _ => 0 };
    }
}
