using LossActors.Host.Reports;

namespace LossActors.Host.Reproduction.Dynamical;

/// <summary>
/// Dynamical loss functions on the spiral (Ruiz-Garcia et al., ICML 2021, arXiv 2102.03793; Lavin Pallero and Ruiz-Garcia, arXiv
/// 2410.10690): which widths learn it, with which amplitude and period, and how curvature and bursts follow the weights.
/// </summary>
public sealed class DynamicalExperiment : IExperiment
{
    /// <summary>Of the released notebook: 14 periods, rate 1.</summary>
    const int Steps = 70_000;
    const int Period = 5_000;
    const int MapSteps = 30_000;

    /// <summary>
    /// Widths, amplitudes and how many seeds: four widths with the papers' amplitudes, and one between, where learning begins.
    /// </summary>
    static readonly (int[] Widths, double[] Amplitudes, int Seeds)[] FullGrid =
        [([20, 50, 100, 200], [1, 10, 70], 10), ([30], [1, 10], 10)];

    static readonly (int[] Widths, double[] Amplitudes, int Seeds)[] QuickGrid = [([50], [1, 10], 4)];

    public string Name => "dynamical";

    public string Summary => "Dynamical losses on the spiral: critical width, A × T map, curvature (arXiv 2102.03793, 2410.10690)";

    public int Version => 1;

    public bool ReportsUnfinished => true;

    public TimeSpan Estimate(ExperimentForm form) => form.Quick ? TimeSpan.FromMinutes(0.5) : TimeSpan.FromMinutes(12);

    public IReadOnlyList<ExperimentJob> Jobs(ExperimentForm form)
    {
        var parts = Parts(form);
        // The headline's cells first, then something of everything: an experiment that is stopped early has the most telling part.
        var others = parts.Grid.Where(t => !IsHeadline(t)).ToLookup(t => t.Seed < 5);
        return
        [
            .. parts.Grid.Where(IsHeadline).Select(t => t.Job), .. parts.Curvature.Select(c => c.Job),
            .. others[true].Concat(parts.Map).Concat(parts.Redrawn).Concat(others[false]).Select(t => t.Job),
        ];

        static bool IsHeadline(SpiralTraining training) => training is { Width: 50, Amplitude: <= 10 };
    }

    public Report Report(ExperimentForm form, ExperimentResults results)
    {
        var parts = Parts(form);
        return DynamicalReport.Write(
            new(Finished(parts.Grid), Finished(parts.Redrawn), Finished(parts.Map), [.. parts.Curvature.Where(c => results.Has(c.Key))]),
            results);

        IReadOnlyList<SpiralTraining> Finished(IReadOnlyList<SpiralTraining> trainings) => [.. trainings.Where(t => results.Has(t.Key))];
    }

    static DynamicalParts Parts(ExperimentForm form) => form.Quick ? new([.. Cells(QuickGrid)], [], [], [Zoom]) : new(
        [.. Cells(FullGrid)],
        [
            .. from seed in Enumerable.Range(0, 10)
               from amplitude in (double[])[1, 10]
               select new SpiralTraining(50, amplitude, Period, Steps, seed, Redrawn: true),
        ],
        [
            .. from seed in Enumerable.Range(0, 2)
               from amplitude in (double[])[1, 2, 5, 10, 30, 70]
               from period in amplitude == 1 ? [Period] : (int[])[200, 1000, 5000]
               select new SpiralTraining(50, amplitude, period, MapSteps, seed),
        ],
        [Curvature(100, 70), Curvature(50, 10), Curvature(50, 1), Zoom]);

    static IEnumerable<SpiralTraining> Cells((int[] Widths, double[] Amplitudes, int Seeds)[] grid) =>
        from part in grid
        from seed in Enumerable.Range(0, part.Seeds)
        from width in part.Widths
        from amplitude in part.Amplitudes
        select new SpiralTraining(width, amplitude, Period, Steps, seed);

    static SpiralCurvature Curvature(int width, double amplitude) => new(new(width, amplitude, Period, Steps, 0), 0, Steps, 100);

    /// <summary>Around the end of the third period, every step.</summary>
    static SpiralCurvature Zoom => new(new(100, 70, Period, Steps, 0), 14_800, 15_100, 1);
}
