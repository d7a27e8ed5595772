using LossActors.Host.Reports;

namespace LossActors.Host.Reproduction.Ele;

/// <summary>
/// Learned surrogate losses for structured prediction (arXiv 2411.11682): molecules from SMILES, molecules that texts describe, label
/// sets, rankings; beside the same training on other embeddings, kernel regression, and the figures of arXiv 2406.09253.
/// </summary>
public sealed class EleExperiment : IExperiment
{
    public string Name => "ele";

    public string Summary => "a loss for structures learned from outputs alone: molecules, label sets, rankings (arXiv 2411.11682)";

    public int Version => 2;

    public TimeSpan Estimate(ExperimentForm form) => TimeSpan.FromMinutes(form.Quick ? 2 : 80);

    public IReadOnlyList<ExperimentJob> Jobs(ExperimentForm form) => [.. EleParts.Of(form).All.SelectMany(p => p.Jobs())];

    public Report Report(ExperimentForm form, ExperimentResults results) => EleReport.Write(form, EleParts.Of(form), results);
}
