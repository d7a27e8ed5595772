using System.CommandLine;
using LossActors.Host.Output;
using LossActors.Host.Terminal;
using LossActors.Persistence.Views;
using Spectre.Console;

namespace LossActors.Host.Commands;

/// <summary><c>islands</c>: a row for each island of a run: how far it is, what it found, for whom it waits.</summary>
static class IslandsCommand
{
    public static Command Create() => Sight.Command(
        "islands", "Show a run's islands: births, waves, best losses, who waits for whom", (_, view, _) =>
        {
            var run = Sight.Search(view, "which has no islands; see lossactors status");
            if (run.Islands.Count == 0)
                Console.WriteLine($"{Shown.Line(run.Name)} has no islands yet; they are founded when the learning rate is tuned");
            else
                Consoles.Open(plain: false).Write(Table(run));
            return Task.FromResult(ExitCode.Done);
        });

    static Table Table(RunView view)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn("island");
        foreach (var column in new[] { "births", "scored", "diverged", "open", "published", "taken", "best" })
            table.AddColumn(new TableColumn(column).RightAligned());
        table.AddColumn("formula");
        table.AddColumn("waits for");
        foreach (var (number, island) in view.Islands)
        {
            var state = island.State;
            var best = island.Best;
            table.AddRow(
                $"{number}", $"{state.Births}/{state.Plan?.Births}", $"{state.BirthsScored}", $"{state.Diverged}", $"{state.Open.Count}",
                $"{state.Waves.Count}", $"{state.WavesTaken}", best is null ? "" : $"{1 - best.Score:0.0000}",
                Shown.Markup(best?.Genome ?? ""),
                state.Ended ? "ended"
                    : view.Awaited(number) is { } awaited ? $"wave {awaited.Wave} of {string.Join(", ", awaited.Late)}"
                    : "");
        }

        return table;
    }
}
