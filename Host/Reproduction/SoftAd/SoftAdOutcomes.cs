using LossActors.Host.Reproduction.Trainings;

namespace LossActors.Host.Reproduction.SoftAd;

/// <summary>What became of the methods on a task.</summary>
/// <param name="Methods">In the order of the tables: SoftAD last.</param>
sealed record SoftAdOutcomes(string Task, IReadOnlyList<SoftAdOutcome> Methods)
{
    public SoftAdOutcome SoftAd => Methods[^1];

    /// <summary>Whether SoftAD's gap is the smallest of all.</summary>
    public bool IsWon => IsLeast(Methods);

    /// <summary>Whether SoftAD's gap is the smallest among the methods of the paper's table.</summary>
    public bool IsWonAmongPublished => IsLeast(Methods.Where(m => !double.IsNaN(m.PaperGap)));

    bool IsLeast(IEnumerable<SoftAdOutcome> among)
    {
        var least = SoftAd.Gap.Mean;
        return among.All(m => least <= m.Gap.Mean);
    }
}

/// <param name="PaperGap">NaN for none.</param>
/// <param name="Chosen">By draw: the settings that validation chose, several where they tie.</param>
sealed record SoftAdOutcome(
    Contender Contender, double PaperGap, IReadOnlyList<IReadOnlyList<(double Setting, Figures Figures)>> Chosen)
{
    public string Name => Contender.Name;

    public string Setting => Contender.Settings.Count == 1 ? "–" : Estimate.Of(Kept.Select(d => d[^1].Setting)).Text("0.00");

    public Estimate Gap => Of(f => f.Gap);

    /// <summary>With the largest of the settings that tie.</summary>
    public Estimate Of(Func<Figures, double> measure) => Estimate.Of(Kept.Select(d => measure(d[^1].Figures)));

    public Estimate TiedGap => Estimate.Of(Kept.Select(d => d.Average(c => c.Figures.Gap)));

    /// <summary>The mean difference of gaps over the draws that both have.</summary>
    public Estimate Less(SoftAdOutcome other) => Estimate.Of(
        Chosen.Zip(other.Chosen)
            .Where(d => d.First.Count > 0 && d.Second.Count > 0)
            .Select(d => d.First[^1].Figures.Gap - d.Second[^1].Figures.Gap));

    IEnumerable<IReadOnlyList<(double Setting, Figures Figures)>> Kept => Chosen.Where(d => d.Count > 0);
}
