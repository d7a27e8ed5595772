using LossActors.Host.Output;
using LossActors.Persistence.Views;
using LossActors.Actors.Devices;
using LossActors.Host.Running;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LossActors.Host.Terminal;

/// <summary>A table of the islands, or how far a comparison is, that stays in place, for people at a terminal.</summary>
sealed class IslandTable(LiveDisplayContext context) : IRunDisplay
{
    /// <summary>Rows that fit a screen; the islands beyond them are counted.</summary>
    const int MostRows = 24;

    public void Show(TrialView view, DeviceStatistics training, int lanes, TimeSpan elapsed)
    {
        context.UpdateTarget(view switch
        {
            RunView run => Render(run, RunFigures.Of(run, training, lanes, elapsed)),
            ComparisonView comparison => Progress(comparison, ComparisonProgress.Of(comparison, training, lanes, elapsed)),
            _ => throw new ArgumentOutOfRangeException(nameof(view)),
        });
        context.Refresh();
    }

    static Rows Progress(ComparisonView view, ComparisonProgress now)
    {
        var done = now.Planned == 0 ? 0 : 100.0 * now.Ended / now.Planned;
        return new Rows(
            new Markup(
                $"[bold]{Shown.Markup(view.Name)}[/]  {now.Phase}  [grey]{now.Elapsed:mm\\:ss}[/]"
                + (now.Left is { } left ? $"  [grey]{left:mm\\:ss} left[/]" : "")),
            Bar(done),
            new Markup(
                $"{now.Ended} of {now.Planned} trainings  {now.Diverged} diverged  [bold]{now.PerSecond:0.0}[/] evaluations/s  "
                + $"{now.Busy} of {now.Lanes} lanes busy"));
    }

    static BreakdownChart Bar(double percent) =>
        new BreakdownChart().Width(60).HideTags()
            .AddItem("done", percent, Color.Green).AddItem("to do", Math.Max(0, 100 - percent), Color.Grey23);

    static Rows Render(RunView view, RunFigures now)
    {
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        table.AddColumn("island");
        table.AddColumn(new TableColumn("births").RightAligned());
        table.AddColumn(new TableColumn("in flight").RightAligned());
        table.AddColumn(new TableColumn("taken in").RightAligned());
        table.AddColumn(new TableColumn("best").RightAligned());
        table.AddColumn("formula");
        foreach (var (number, island) in view.Islands.Take(MostRows))
        {
            var best = island.Best;
            table.AddRow(
                $"{number}", $"{island.State.Births}/{island.State.Plan?.Births}", $"{island.State.Open.Count}", $"{island.Migrants}",
                best is null ? "" : $"{1 - best.Score:0.0000}", Shown.Markup(best?.Genome ?? ""));
        }

        IRenderable more = view.Islands.Count > MostRows
            ? new Markup($"[grey]and {view.Islands.Count - MostRows} more islands[/]") : Text.Empty;
        var done = now.BirthsPlanned == 0 ? 0 : 100.0 * now.Scored / now.BirthsPlanned;
        return new Rows(
            new Markup($"[bold]{Shown.Markup(view.Name)}[/]  {now.Phase}  [grey]{now.Elapsed:mm\\:ss}[/]"
                + (now.Left is { } left ? $"  [grey]{left:mm\\:ss} left[/]" : "")),
            Bar(done),
            new Markup(
                $"{now.Births} born  {now.Scored} scored  {now.Diverged} diverged  {now.Redrawn} redrawn  "
                + $"[bold]{now.PerSecond:0.0}[/] evaluations/s  "
                + $"{now.Busy} of {now.Lanes} lanes busy"),
            table, more);
    }
}
