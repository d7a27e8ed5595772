using System.Collections.Immutable;
using LossActors.Actors.Trials;
using LossActors.Learning.Training;

namespace LossActors.Actors.Comparisons.Figures;

/// <summary>One loss on one network.</summary>
/// <param name="trained">With the learning rate that was settled.</param>
/// <param name="results">By draw; null where the training has not ended.</param>
/// <param name="target">Validation accuracy whose first step is told, or null while there is none.</param>
public sealed class ComparisonRow(ComparisonEntry entry, Entrant trained, ImmutableArray<EvaluationResult?> results, double? target)
{
    readonly Dictionary<string, ComparisonFigure> figures = Metric.All
        .Select(m => ComparisonFigure.Of(
            m, [.. results.Select(r => Outcome(r) is { } o ? m.Of(o, target ?? double.PositiveInfinity) : null)]))
        .ToDictionary(f => f.Metric.Key);

    public ComparisonEntry Entry => entry;

    public Entrant Trained => trained;

    public double? Target => target;

    /// <summary>Trainings that have ended, diverged ones included.</summary>
    public int Ended => results.Count(r => r is not null);

    public int Diverged => results.Count(r => r is not null && Outcome(r) is null);

    /// <summary>Of the trainings that did not diverge, in the order of draws.</summary>
    public IEnumerable<StudyOutcome> Outcomes => results.Select(Outcome).OfType<StudyOutcome>();

    public ComparisonFigure this[Metric metric] => figures[metric.Key];

    internal static StudyOutcome? Outcome(EvaluationResult? result) => (result as Scored)?.Trainings[0].Study;

    internal void Set(ComparisonFigure figure) => figures[figure.Metric.Key] = figure;
}
