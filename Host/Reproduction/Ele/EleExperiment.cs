using LossActors.Host.Reports;
using LossActors.Learning.Structured;

namespace LossActors.Host.Reproduction.Ele;

/// <summary>
/// Learned surrogate losses for structured prediction (arXiv 2411.11682): molecules from SMILES, label sets, rankings; beside the same
/// training on other embeddings, kernel regression, and the figures of arXiv 2406.09253.
/// </summary>
public sealed class EleExperiment : IExperiment
{
    const int MostLabels = 10_000;

    public string Name => "ele";

    public string Summary => "a loss for structures learned from outputs alone: molecules, label sets, rankings (arXiv 2411.11682)";

    public int Version => 1;

    public TimeSpan Estimate(ExperimentForm form) => TimeSpan.FromMinutes(form.Quick ? 1.5 : 60);

    public IReadOnlyList<ExperimentJob> Jobs(ExperimentForm form)
    {
        ElePart[] parts = [Molecules(form), Decoded(form), .. Curve(form), .. Tables(form)];
        return [.. parts.SelectMany(p => p.Jobs())];
    }

    public Report Report(ExperimentForm form, ExperimentResults results) =>
        EleReport.Write(form, Molecules(form), Decoded(form), Curve(form), Tables(form), results);

    static ElePart Molecules(ExperimentForm form) => form.Quick
        ? new("molecules", EleData.Qm9(form, 500), [.. Main], Draws(1), 200)
        : new("molecules", EleData.Qm9(form, MostLabels), [.. EleContender.All.Where(c => c.Name != EleContender.Edit)], Draws(6), 1000);

    /// <summary>The learned loss once more, with molecules found by projected gradient.</summary>
    static ElePart Decoded(ExperimentForm form)
    {
        var labelled = form.Quick ? 500 : MostLabels;
        var spec = form.Quick ? new DecodingSpec(Samples: 30, Steps: 15) : new DecodingSpec(Samples: 300);
        return new("decoding", EleData.Qm9(form, labelled, spec), [.. Chosen(EleContender.Learned)], Draws(form.Quick ? 1 : 2), 0);
    }

    /// <summary>Fewer and fewer molecules with their SMILES.</summary>
    static ElePart[] Curve(ExperimentForm form)
    {
        int[] labelled = form.Quick ? [100] : [100, 300, 1000, 3000];
        return
        [
            .. labelled.Select(l => new ElePart(
                $"molecules {l}", EleData.Qm9(form, l), [.. Main], Draws(form.Quick ? 1 : 3), form.Quick ? 0 : 1000)),
        ];
    }

    static ElePart[] Tables(ExperimentForm form)
    {
        var contenders = form.Quick ? Chosen(EleContender.Learned, EleContender.OneHot) : EleContender.All;
        var draws = Draws(form.Quick ? 1 : 8);
        var landmarks = form.Quick ? 0 : 1000;
        return
        [
            new("label sets", EleData.Sets(form), [.. contenders], draws, landmarks),
            new("rankings", EleData.Rankings(form), [.. contenders], draws, landmarks),
        ];
    }

    static IEnumerable<EleContender> Main => Chosen(EleContender.Learned, EleContender.Random, EleContender.OneHot);

    static IEnumerable<EleContender> Chosen(params string[] names) => EleContender.All.Where(c => names.Contains(c.Name));

    static IReadOnlyList<ulong> Draws(int count) => [.. Enumerable.Range(1, count).Select(i => (ulong)i)];
}
