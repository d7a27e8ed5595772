using System.CommandLine;
using System.Globalization;
using LossActors.Actors.Entities;
using LossActors.Host.Nodes;
using LossActors.Host.Output;
using LossActors.Host.Running;
using LossActors.Host.Terminal;
using LossActors.Persistence.Addresses;
using LossActors.Persistence.Nodes;
using LossActors.Persistence.Views;
using Spectre.Console;

namespace LossActors.Host.Commands;

/// <summary><c>runs</c>: a line for each search and comparison of a journal, also where nobody may write.</summary>
static class RunsCommand
{
    static readonly string[] Columns = ["name", "kind", "founded", "state", "done", "best", "formula"];

    public static Command Create()
    {
        var journal = CommonOptions.Journal(required: true);
        var plain = CommonOptions.Plain();
        var command = new Command("runs", "List the searches and comparisons of a journal") { journal, plain };
        command.SetAction(async (parsed, _) =>
        {
            await using var sight = await Sight.Of(parsed.GetValue(journal)!);
            var rows = await Rows(sight);
            if (rows.Count == 0) Console.WriteLine($"{sight.Journal} holds no run yet; start one with lossactors run FILE.conf");
            else if (parsed.GetValue(plain))
                foreach (var row in rows) Console.WriteLine(Shown.Line(string.Join("  ", row.Where(cell => cell.Length > 0))));
            else Consoles.Open(plain: false).WriteWhole(AsTable(rows));
            return ExitCode.Done;
        });
        return command;
    }

    static async Task<List<string[]>> Rows(Sight sight)
    {
        var nodes = (await sight.Reader.Nodes()).Where(LocalLook.IsAtWork)
            .Select(n => NodeCapacity.Parse(n.Entry.Capacity)?.Serves).OfType<Service>().ToList();
        var rows = new List<string[]>();
        foreach (var id in await sight.All())
        {
            var view = TrialView.Of(sight.Reader, id);
            var founded = (await sight.Reader.Founded(id)).ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
            string[] head = [view.Name, id is RunId ? "search" : "comparison", founded];
            try
            {
                await view.Refresh();
                var state = view.HasEnded ? "ended" : view.IsPaused ? "paused" : nodes.Exists(s => s.Covers(id)) ? "running" : "stopped";
                rows.Add([.. head, state, .. Progress(view)]);
            }
            catch (JournalException e) when (e.Fault == JournalFault.Damaged)
            {
                rows.Add([.. head, "damaged", "", "", ""]);
            }
        }

        return rows;
    }

    /// <summary>What is done of what is planned, the best validation accuracy, and whose it is.</summary>
    static string[] Progress(TrialView view)
    {
        if (view is ComparisonView { State.Trial: var trial })
            return [trial is null ? "" : $"{trial.Results.Count(r => r is not null)}/{trial.Results.Length} trainings", "", ""];
        var run = (RunView)view;
        var islands = run.State.Plan!.Islands;
        var best = ChampionSummary.Best(run);
        var scored = run.Islands.Values.Sum(i => i.State.BirthsScored);
        return
        [
            $"{scored}/{islands.Births * islands.Islands} births",
            best is null ? "" : (1 - best.Score).ToString("0.0000", CultureInfo.InvariantCulture), best?.Genome ?? "",
        ];
    }

    static Table AsTable(List<string[]> rows)
    {
        var table = new Table().Border(TableBorder.Simple).BorderColor(Color.Grey);
        foreach (var column in Columns) table.AddColumn(column);
        foreach (var row in rows) table.AddRow([.. row.Select(Shown.Markup)]);
        return table;
    }
}
