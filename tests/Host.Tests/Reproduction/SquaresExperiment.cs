using LossActors.Host.Reports;
using LossActors.Host.Reproduction;

namespace LossActors.Host.Tests.Reproduction;

/// <summary>Squares of 1 … 6, slow ones on demand, and their sum.</summary>
sealed class SquaresExperiment : IExperiment
{
    public const int Count = 6;

    public int Ran;

    public Action<int, CancellationToken> Before { get; init; } = (_, _) => { };

    public int Version { get; init; } = 1;

    public bool ReportsUnfinished { get; init; }

    public string Name => "squares";

    public string Summary => "Squares of small numbers";

    public TimeSpan Estimate(ExperimentForm form) => TimeSpan.FromSeconds(1);

    public IReadOnlyList<ExperimentJob> Jobs(ExperimentForm form) => [.. Enumerable.Range(1, Count).Select(Job)];

    ExperimentJob Job(int n) => ExperimentJob.Of(Key(n), stop =>
    {
        Before(n, stop);
        Interlocked.Increment(ref Ran);
        return new Square(n * n, double.NaN);
    });

    public Report Report(ExperimentForm form, ExperimentResults results)
    {
        var squares = Enumerable.Range(1, Count).Select(Key).Where(results.Has).Select(results.Get<Square>).ToList();
        return new("Squares", [new Paragraph($"sum {squares.Sum(s => s.Value)}, gap {squares[0].Gap}")]);
    }

    static string Key(int n) => $"n={n}";

    sealed record Square(double Value, double Gap);
}
