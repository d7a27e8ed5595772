using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LossActors.Actors.Comparisons.Figures;
using LossActors.Host.Reports;
using LossActors.Learning.Data;

namespace LossActors.Host.Comparing;

/// <summary>All numbers of a comparison, for other programs: <c>results.json</c> and the file of <c>--summary</c>.</summary>
/// <param name="Complete">Whether every training has ended.</param>
/// <param name="Baseline">The loss that differences and tests are against.</param>
/// <param name="TailLevel">β of the tail loss.</param>
/// <param name="Data">What was trained on; absent where this machine does not have it.</param>
sealed record ComparisonNumbers(
    string Run, bool Complete, string Baseline, int Draws, double TailLevel, DataNumbers? Data, IReadOnlyList<ComparisonNumbers.Row> Rows)
{
    static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <param name="seconds">Wall time of one training by row, or null.</param>
    public static ComparisonNumbers Of(ComparisonTable table, IReadOnlyList<double?>? seconds, DataDescription? data) => new(
        table.Plan.Name,
        table.Rows.All(r => r.Ended == table.Plan.Draws),
        table.Reading.Baseline,
        table.Plan.Draws,
        table.Plan.Curve.Beta,
        DataNumbers.Of(data),
        [.. table.Rows.Select((r, i) => RowOf(table, r, seconds?[i]))]);

    static Row RowOf(ComparisonTable table, ComparisonRow row, double? seconds) => new(
        row.Entry.Network,
        row.Entry.Loss,
        row.Trained.Genome,
        row.Trained.LearningRate,
        row.Ended,
        row.Diverged,
        row.Target,
        table.Metrics.ToDictionary(m => m.Key, m => Figure.Of(row[m])),
        [.. Average.Portions(row, o => o.Test.Classes).Select(Finite)],
        Average.Portions(row, o => o.Test.Groups) is { Count: > 0 } groups ? [.. groups.Select(Finite)] : null,
        Curve(row),
        seconds);

    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    static double? Finite(double value) => double.IsFinite(value) ? value : null;

    static Points Curve(ComparisonRow row) => new(
        [.. Average.Curve(row, p => p.Step).Select(p => p.Step)],
        Means(row, p => p.Training.CrossEntropy),
        Means(row, p => p.Training.Answers.Accuracy),
        Means(row, p => p.Validation.CrossEntropy),
        Means(row, p => p.Validation.Answers.Accuracy),
        Means(row, p => p.Test.CrossEntropy),
        Means(row, p => p.Test.Answers.Accuracy));

    static double[] Means(ComparisonRow row, Func<Learning.Training.CurvePoint, double> number) =>
        [.. Average.Curve(row, number).Select(p => p.Of.Mean)];

    /// <param name="Trained">Trainings that have ended, the diverged ones included.</param>
    /// <param name="Target">Validation accuracy that the steps to target lead to.</param>
    /// <param name="Classes">Mean test accuracy by class, in the order of <see cref="DataNumbers.Classes"/>.</param>
    /// <param name="Groups">Mean test accuracy by group, where the data have groups.</param>
    /// <param name="Seconds">Median wall time of one training.</param>
    internal sealed record Row(
        string Network,
        string Loss,
        string Genome,
        double LearningRate,
        int Trained,
        int Diverged,
        double? Target,
        IReadOnlyDictionary<string, Figure> Figures,
        IReadOnlyList<double?> Classes,
        IReadOnlyList<double?>? Groups,
        Points Curve,
        double? Seconds);

    /// <param name="ByDraw">Null where the training diverged or lacks the number.</param>
    /// <param name="Margin95">Half of the 95 % interval of the mean.</param>
    /// <param name="Difference">Mean of loss − baseline over the pairs.</param>
    internal sealed record Figure(
        IReadOnlyList<double?> ByDraw,
        double? Mean,
        double? Deviation,
        double? Margin95,
        double? Difference,
        double? DifferenceMargin95,
        int? Wins,
        int? Ties,
        int? Losses,
        double? P,
        double? PHolm)
    {
        public static Figure Of(ComparisonFigure figure)
        {
            var (spread, pairing) = (figure.Spread, figure.AgainstBaseline);
            return new(
                figure.ByDraw, spread?.Mean, spread?.Deviation, spread?.Margin,
                pairing?.Difference.Mean, pairing?.Difference.Margin, pairing?.Wins, pairing?.Ties, pairing?.Losses,
                pairing?.PValue, pairing?.Corrected);
        }
    }

    /// <summary>Mean learning curves: cross-entropy as loss, accuracies in [0, 1].</summary>
    internal sealed record Points(
        IReadOnlyList<int> Steps,
        double[] TrainingLoss,
        double[] TrainingAccuracy,
        double[] ValidationLoss,
        double[] ValidationAccuracy,
        double[] TestLoss,
        double[] TestAccuracy);
}
