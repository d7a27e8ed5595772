using System.Collections.Immutable;
using LossActors.Learning.Statistics;
using LossActors.Learning.Training;

namespace LossActors.Actors.Comparisons.Figures;

/// <summary>
/// What a comparison found: a function of its plan and its results alone. A comparison under way gives the table of what has come.
/// </summary>
/// <param name="Rows">In the plan's order.</param>
public sealed record ComparisonTable(ComparisonPlan Plan, ComparisonReading Reading, ImmutableArray<ComparisonRow> Rows)
{
    /// <summary>Metrics that some training has.</summary>
    public IEnumerable<Metric> Metrics => Metric.All.Where(m => Rows.Any(r => r[m].Spread is not null));

    public IEnumerable<IGrouping<string, ComparisonRow>> Networks => Rows.GroupBy(r => r.Entry.Network);

    /// <param name="reading">Another reading than the plan's, or null.</param>
    public static ComparisonTable Of(ComparisonState comparison, ComparisonReading? reading = null)
    {
        var plan = comparison.Plan ?? throw new ArgumentException("The comparison has no plan yet.", nameof(comparison));
        reading ??= plan.Reading;
        var entries = plan.Entries
            .Select((entry, e) => (
                Entry: entry, Trained: comparison.Trainings?.Plan.Entrants[e] ?? entry.Trained,
                Results: comparison.Trainings?.ResultsOf(e) ?? [.. new EvaluationResult?[plan.Draws]]))
            .ToArray();
        var rows = entries.GroupBy(e => e.Entry.Network).SelectMany(network =>
        {
            var target = reading.Target ?? AutoTarget(network.Where(e => e.Entry.Loss == reading.Baseline).SelectMany(e => e.Results));
            var inRows = network.Select(e => new ComparisonRow(e.Entry, e.Trained, e.Results, target)).ToArray();
            if (Array.Find(inRows, r => r.Entry.Loss == reading.Baseline) is { } reference)
            {
                foreach (var metric in Metric.All) Compare(inRows, reference, metric, reading.Test);
            }

            return inRows;
        });
        return new ComparisonTable(plan, reading, [.. rows]);
    }

    /// <summary>Holm's family are the losses beside the baseline on one network under one metric.</summary>
    static void Compare(ComparisonRow[] rows, ComparisonRow baseline, Metric metric, bool test)
    {
        var pairings = rows.Where(r => r != baseline)
            .Select(r => (Row: r, Pairing: Pairing.Of(r[metric].ByDraw, baseline[metric].ByDraw, metric.Better, test)))
            .Where(p => p.Pairing is not null).ToArray();
        var corrected = test ? Holm.Adjust([.. pairings.Select(p => p.Pairing!.PValue!.Value)]) : [];
        foreach (var (i, (row, pairing)) in pairings.Index())
            row.Set(row[metric] with { AgainstBaseline = pairing! with { Corrected = test ? corrected[i] : null } });
    }

    static double? AutoTarget(IEnumerable<EvaluationResult?> baseline)
    {
        var ends = baseline.Select(r => ComparisonRow.Outcome(r)?.Curve[^1].Validation.Answers.Accuracy).OfType<double>().ToArray();
        return ends.Length == 0 ? null : ComparisonReading.AutoShare * ends.Average();
    }
}
