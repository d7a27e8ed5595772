using System.CommandLine;
using LossActors.Host.Output;
using LossActors.Host.Terminal;
using LossActors.Persistence.Views;
using Spectre.Console;

namespace LossActors.Host.Commands;

/// <summary><c>islands</c>: a row for each island of a run: how far it is, what it found, for whom it waits.</summary>
static class IslandsCommand
{
    static readonly string[] Columns =
        ["island", "births", "scored", "diverged", "open", "published", "taken", "best", "formula", "waits for"];

    public static Command Create()
    {
        var plain = CommonOptions.Plain();
        return Sight.Command(
            "islands", "Show a run's islands: births, waves, best losses, who waits for whom", (_, view, parsed) =>
            {
                var run = Sight.Search(view, "which has no islands; see lossactors status");
                if (run.Islands.Count == 0)
                    Console.WriteLine($"{Shown.Line(run.Name)} has no islands yet; they are founded when the learning rate is tuned");
                else if (parsed.GetValue(plain))
                    foreach (var row in Rows(run)) Console.WriteLine(Shown.Line(string.Join("  ", row.Select(Labelled))));
                else
                    Consoles.Open(plain: false).WriteWhole(Table(run));
                return Task.FromResult(ExitCode.Done);
            },
            plain);
    }

    static string Labelled(string cell, int column) => $"{Columns[column]} {(cell.Length > 0 ? cell : "-")}";

    static Table Table(RunView view)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var (i, column) in Columns.Index())
            table.AddColumn(i is 0 or > 7 ? new TableColumn(column) : new TableColumn(column).RightAligned());
        foreach (var row in Rows(view)) table.AddRow([.. row.Select(Shown.Markup)]);
        return table;
    }

    static IEnumerable<string[]> Rows(RunView view)
    {
        foreach (var (number, island) in view.Islands)
        {
            var state = island.State;
            var best = island.Best;
            yield return
            [
                $"{number}", $"{state.Births}/{state.Plan?.Births}", $"{state.BirthsScored}", $"{state.Diverged}", $"{state.Open.Count}",
                $"{state.Waves.Count}", $"{state.WavesTaken}", best is null ? "" : $"{1 - best.Score:0.0000}", best?.Genome ?? "",
                state.Ended ? "ended"
                    : view.Awaited(number) is { } awaited ? $"wave {awaited.Wave} of {string.Join(", ", awaited.Late)}"
                    : "",
            ];
        }
    }
}
