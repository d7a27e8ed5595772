using LossActors.Learning.Training;

namespace LossActors.Host.Reproduction.Ele;

/// <summary>One kind of structures: data and contenders.</summary>
/// <param name="Name">In keys and tables.</param>
/// <param name="Recipe">Pinned.</param>
/// <param name="KernelLandmarks">Training samples that the kernel regression sees inputs through; 0 for no kernel regression.</param>
sealed record ElePart(
    string Name, Recipe Recipe, IReadOnlyList<EleContender> Contenders, IReadOnlyList<ulong> Draws, int KernelLandmarks)
{
    public IEnumerable<ExperimentJob> Jobs() =>
        from draw in Draws
        from job in Contenders.Select(c => c.Job(Name, Recipe, draw)).Concat(KernelLandmarks > 0 ? [KernelBaseline.Job(this, draw)] : [])
        select job;

    /// <summary>All ways by name, each by draw.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<EleFigures> Figures)> All(ExperimentResults results)
    {
        List<(string, IReadOnlyList<EleFigures>)> all = [.. Contenders.Select(c => (c.Name, Of(c, results)))];
        if (KernelLandmarks > 0)
            all.Add((KernelBaseline.Name, [.. Draws.Select(draw => results.Get<EleFigures>(KernelBaseline.Job(this, draw).Key))]));
        return all;
    }

    /// <summary>By draw.</summary>
    public IReadOnlyList<EleFigures> Of(EleContender contender, ExperimentResults results) =>
        [.. Draws.Select(draw => results.Get<EleFigures>(contender.Job(Name, Recipe, draw).Key))];
}
