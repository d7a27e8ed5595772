using LossActors.Learning.Statistics;
using LossActors.Actors.Comparisons.Figures;
using LossActors.Learning.Training;

namespace LossActors.Host.Comparing;

/// <summary>A row's curves and portions over its draws.</summary>
static class Average
{
    /// <summary>The points of the curve: step, and the spread of a number over the trainings that did not diverge.</summary>
    public static IReadOnlyList<(int Step, Spread Of)> Curve(ComparisonRow row, Func<CurvePoint, double> number)
    {
        var outcomes = row.Outcomes.ToArray();
        return outcomes.Length == 0 ? [] : [.. outcomes[0].Curve.Select((point, i) => (point.Step, At(i)))];

        Spread At(int i) => Spread.Of([.. outcomes.Select(o => number(o.Curve[i]))])!;
    }

    /// <summary>Accuracy by class or group; NaN where no draw has one.</summary>
    public static IReadOnlyList<double> Portions(ComparisonRow row, Func<StudyOutcome, IReadOnlyList<PortionScore>?> portions)
    {
        var all = row.Outcomes.Select(portions).OfType<IReadOnlyList<PortionScore>>().ToArray();
        return [.. Enumerable.Range(0, all.Select(p => p.Count).DefaultIfEmpty(0).Max()).Select(Mean)];

        double Mean(int i)
        {
            var known = all.Where(p => i < p.Count && p[i].Answers.Total > 0);
            return known.Select(p => p[i].Answers.Accuracy).DefaultIfEmpty(double.NaN).Average();
        }
    }
}
