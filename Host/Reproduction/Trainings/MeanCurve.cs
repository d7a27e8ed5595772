using LossActors.Host.Reports;

namespace LossActors.Host.Reproduction.Trainings;

/// <summary>A curve as the mean over runs, at the places of the first.</summary>
static class MeanCurve
{
    public static Line Of<TRun>(
        string name, IReadOnlyList<TRun> runs, Func<TRun, IReadOnlyList<int>> steps, Func<TRun, IReadOnlyList<double>> values)
    {
        var places = steps(runs[0]);
        return new(name, [.. places.Select(s => (double)s)], [.. places.Select((_, i) => runs.Average(r => values(r)[i]))]);
    }
}
