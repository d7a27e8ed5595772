using System.CommandLine;
using LossActors.Actors.Runs;
using LossActors.Host.Terminal;
using LossActors.FormerPersistence;
using Spectre.Console;

namespace LossActors.Host.Commands;

/// <summary><c>islands</c>: a row for each island of a run: how far it is, what it found, for whom it waits.</summary>
static class IslandsCommand
{
    public static Command Create()
    {
        var journal = CommonOptions.Journal(required: true);
        var name = CommonOptions.Run();
        var command = new Command("islands", "Show a run's islands: births, waves, best losses, who waits for whom") { journal, name };
        command.SetAction(async (parsed, _) =>
        {
            var address = parsed.GetValue(journal)!;
            await using var store = await Journals.Open(JournalAddress.Parse(address), JournalAccess.ReadOnly);
            var view = new RunView(store, await RunChoice.Pick(store, parsed.GetValue(name), address));
            await view.Refresh();
            if (view.Islands.Count == 0)
            {
                Console.WriteLine(view.Study is null
                    ? $"{view.Run.Name} has no islands yet; they are founded when the learning rate is tuned"
                    : $"{view.Run.Name} is a comparison, which has no islands; see lossactors status");
                return ExitCode.Done;
            }

            Consoles.Open(plain: false).Write(Table(view));
            return ExitCode.Done;
        });
        return command;
    }

    static Table Table(RunView view)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn("island");
        foreach (var column in new[] { "births", "scored", "diverged", "open", "published", "taken", "best" }) table.AddColumn(new TableColumn(column).RightAligned());
        table.AddColumn("formula");
        table.AddColumn("waits for");
        foreach (var (number, island) in view.Islands)
        {
            var state = island.State;
            var best = island.Best;
            table.AddRow(
                $"{number}", $"{state.Births}/{state.Plan?.Births}", $"{state.BirthsScored}", $"{state.Diverged}", $"{state.Open.Count}",
                $"{state.WavesPublished}", $"{state.WavesTaken}", best is null ? "" : $"{1 - best.Score:0.0000}", Markup.Escape(best?.Genome ?? ""),
                state.Ended ? "ended" : view.Awaited(number) is { } awaited ? $"wave {awaited.Wave} of {string.Join(", ", awaited.Late)}" : "");
        }

        return table;
    }
}
