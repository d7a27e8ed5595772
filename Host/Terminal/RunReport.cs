using LossActors.Host.Output;
using LossActors.Persistence.Views;
using LossActors.Actors.Runs;
using LossActors.Host.Running;
using LossActors.Learning.Data;
using Spectre.Console;

namespace LossActors.Host.Terminal;

/// <summary>What a run prints when it is over.</summary>
static class RunReport
{
    /// <param name="stopped">How this start of the program came to its end.</param>
    public static void Print(IAnsiConsole console, RunView view, RunSummary summary, StopReason stopped)
    {
        console.WriteLine();
        if (summary.Champion is not { } champion)
        {
            console.WriteLine(NoChampion.Why(view, stopped));
            if (view.State.IsFounded && !view.HasEnded) Line(console, Resume(summary));
            return;
        }

        var ended = view.State.Outcome is not null;
        console.MarkupLine(ended
            ? "[bold]Champion[/]"
            : $"[bold]Best so far[/] (stopped by {summary.StoppedBy}; validation accuracy in the search, not yet compared on fresh draws)");
        Line(console, $"  {champion.Text}");
        Line(console, $"  {champion.Latex}");
        Line(
            console,
            $"  complexity {champion.Complexity}, gradient factor {champion.Scale:0.####}, lineage {champion.Lineage} generations, "
            + $"born as number {champion.Birth} of {champion.Island}");
        console.WriteLine();
        if (ended)
        {
            var heldBack = view.State.Plan!.Islands.Recipe.Dataset is PooledSpec { Proof: not null };
            console.WriteWhole(Comparison(view.State.Outcome!, heldBack ? "held back" : "test"));
            foreach (var note in Notes(view.State)) console.WriteLine($"  {Shown.Line(note)}");
        }

        Hall(console, view);
        var evaluations = summary.Evaluations;
        console.WriteLine(
            $"  {evaluations.Asked} evaluations: {evaluations.Trained} trained, {evaluations.Cached} known already, "
            + $"{evaluations.Diverged} diverged; "
            + $"{summary.Seconds.Training:0.0} s of training in {summary.Seconds.Wall:0.0} s on "
            + (summary.Lanes == 1 ? "one lane" : $"{summary.Lanes} lanes"));
        if (summary.LearningRate is { } rate)
        {
            var how = view.State.Plan!.TunedRates.IsEmpty ? "as set" : "cross-entropy's best by validation";
            Line(console, $"  learning rate {RateText.Of(rate)} ({how})");
        }

        if (summary.Nondeterministic > 0)
        {
            Line(
                console,
                $"  Training is not deterministic on this machine ({summary.Nondeterministic} evaluations differed when repeated): "
                + "this run can be replayed, not repeated.");
        }

        Line(console, $"  decisions {summary.DecisionsSha256}");
        Line(console, $"  journal   {summary.Journal}");
        Line(console, ended
            ? $"  export    {Hint.Export(summary.Journal, summary.Run)}"
            : Resume(summary));
    }

    static string Resume(RunSummary summary) => $"  resume    {Hint.Resume(summary.Journal, summary.Run)}";

    /// <summary>A line as it is: formulas and commands are copied, so the console must not break them.</summary>
    static void Line(IAnsiConsole console, string text) => console.Profile.Out.Writer.WriteLine(Shown.Line(text));

    /// <summary>The best loss of each complexity, by validation in the search, where no simpler one is as good.</summary>
    static void Hall(IAnsiConsole console, RunView view)
    {
        Line(console, "  hall of fame (nodes, validation accuracy in the search)");
        foreach (var one in view.Hall.Values) Line(console, $"  {one.Complexity,4}  {100 * (1 - one.Score),6:0.00} %  {one.Genome}");
        console.WriteLine();
    }

    /// <param name="split">What the proof was scored on.</param>
    static Table Comparison(RunOutcome outcome, string split)
    {
        var draws = outcome.Rows.IsEmpty ? 0 : outcome.Rows[0].TestByDraw.Length;
        var table = new Table().Border(TableBorder.Simple).BorderColor(Color.Grey);
        table.AddColumn("loss");
        table.AddColumn(new TableColumn("rate").RightAligned());
        table.AddColumn(new TableColumn("validation").RightAligned());
        table.AddColumn(new TableColumn(split).RightAligned());
        table.AddColumn(new TableColumn("champion wins").RightAligned());
        table.AddColumn(new TableColumn("p").RightAligned());
        foreach (var row in outcome.Rows)
        {
            table.AddRow(
                Shown.Markup(row.Name + (row.ComparedWith is null ? "" : " *")), RateText.Of(row.LearningRate),
                Percent(row.Validation), Percent(row.Test),
                row.PValue is null ? "" : $"{row.Wins} of {draws}", row.PValue is { } p ? p < 0.001 ? "< .001" : $"{p:0.000}" : "");
        }

        table.Caption($"accuracies over {draws} fresh draws, paired seeds; p of Wilcoxon's signed-rank test, two-sided");
        return table;
    }

    /// <summary>What the table does not show: who was compared with whom instead, and what a small validation split left open.</summary>
    internal static IEnumerable<string> Notes(RunState run)
    {
        var rows = run.Outcome!.Rows;
        foreach (var row in rows.Where(r => r.ComparedWith is not null))
        {
            yield return $"* With less tuning it scores higher ({row.ComparedWith}): the champion is compared with that.";
        }

        var trainings = run.Plan!.Islands.Recipe.Repeats * run.Plan.Proof.Draws;
        string[] tied =
        [
            .. Tied(run.Ties.TunedRates, "learning rates"), .. Tied(run.Ties.Finalists, "finalists"),
            .. Tied(run.Ties.Rates, $"rates of {ProofTable.CrossEntropyAtItsBest}"),
            .. rows.Where(r => r.TiedStops > 0).Select(r => $"checkpoints of {r.Name} in {r.TiedStops} of {trainings} trainings"),
        ];
        if (tied.Length > 0)
        {
            yield return $"{run.Outcome.ValidationSamples} validation samples left several equally right, and their cross-entropy "
                + $"decided among: {string.Join("; ", tied)}.";
        }

        static IEnumerable<string> Tied(int count, string what) => count > 1 ? [$"{count} {what}"] : [];
    }

    static string Percent(double? accuracy) => accuracy is { } a ? $"{100 * a:0.00} %" : "diverged";
}
