using System.CommandLine;
using LossActors.Actors.Comparisons.Figures;
using LossActors.Host.Comparing;
using LossActors.Host.Configuration;
using LossActors.Host.Reports;
using LossActors.Host.RunFiles;
using LossActors.Host.Running;
using LossActors.Host.Terminal;
using LossActors.Persistence.Views;
using Spectre.Console;

namespace LossActors.Host.Commands;

/// <summary>
/// <c>compare FILE.conf</c>: trains every loss of the file's <c>compare</c> block on every network and draw, or goes on with it, and sets
/// them against each other. <c>compare --journal URL</c> tells again what a journal has.
/// </summary>
static class CompareCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo?>("FILE.conf")
        {
            Description = "a run file with a compare block; without it --journal's comparison is told again",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var journal = CommonOptions.Journal();
        var name = CommonOptions.Run();
        var set = CommonOptions.Set();
        var report = new Option<DirectoryInfo?>("--report")
        {
            Description = "write comparison.html, .md and .json, and results.json, to this folder",
        };
        var untimed = new Option<bool>("--without-times") { Description = "leave times out, so that two machines write the same bytes" };
        var summary = CommonOptions.Summary();
        var plain = CommonOptions.Plain();
        var command = new Command("compare", "Compare losses × seeds × networks, or go on with it, and write a report")
        {
            file, journal, name, set, report, untimed, summary, plain,
        };
        command.SetAction(async (parsed, interrupt) =>
        {
            var wish = new ComparisonWish(null, parsed.GetValue(report)?.ToString(), Times: !parsed.GetValue(untimed));
            var telling = new Telling(parsed.GetValue(summary), parsed.GetValue(plain), parsed.GetValue(CommonOptions.Verbose), wish);
            OutputFile.Check(telling.Summary);
            FileInfo?[] outputs = [telling.Summary, .. wish.Folder is null ? [] : ComparisonOutput.Check(wish.Folder)];
            if (parsed.GetValue(file)?.ToString() is not { } path)
            {
                if (parsed.GetValue(set)!.Length > 0)
                    throw new ConfigurationException("--set", "is over a run file's keys; name the file, or leave it out");
                return await TellAgain(parsed.GetValue(journal), parsed.GetValue(name), telling);
            }

            if (parsed.GetValue(name) is not null)
                throw new ConfigurationException("--run", "is for a comparison told from its journal; in a file the name is run.name");
            var overrides = CommonOptions.Overrides(parsed.GetValue(set)!, parsed.GetValue(journal));
            return await Compare(path, overrides, outputs, telling, interrupt);
        });
        return command;
    }

    /// <summary>Prints a comparison as far as it is, and writes its files.</summary>
    public static void Tell(IAnsiConsole console, ComparisonView view, string journal, FileInfo? summary, ComparisonWish wish)
    {
        if (view.State.Plan is null)
        {
            console.WriteLine("The comparison was stopped before it was founded. Start it again with the same command.");
            return;
        }

        var table = ComparisonTable.Of(view.State, wish.Reading);
        var seconds = wish.Times ? ComparisonOutput.Seconds(view) : null;
        ComparisonOutput.Print(console, view, table, seconds, journal);
        if (summary is null && wish.Folder is null) return;
        var data = table.Plan.Entries[0].Trained.Recipe.DescriptionOnHand();
        if (wish.Folder is not null)
            foreach (var written in ComparisonOutput.Write(table, seconds, data, wish.Folder))
                console.Profile.Out.Writer.WriteLine($"  {written}");
        if (summary is not null) OutputFile.Write(summary.FullName, ComparisonNumbers.Of(table, seconds, data).ToJson());
    }

    /// <param name="outputs">Files that it writes.</param>
    static async Task<int> Compare(
        string path, IReadOnlyList<string> overrides, FileInfo?[] outputs, Telling telling, CancellationToken interrupt)
    {
        var file = ComparisonFile.Read(path, overrides);
        var machine = file.Machine;
        Logging.Check(machine.Log);
        OutputFile.CheckApart(outputs, file.Journal, [path, .. file.Founding.Files()]);
        await using var devices = new DeviceSet(machine);
        await using var database = await WorkPlace.Open(file.Journal);
        var place = new WorkPlace(database, machine, devices);
        var view = await Foundings.Find(place, file.Founding, path, interrupt);
        if (view.Config.Length == 0) DataText.Print(Console.Out, file.Plan.Entries[0].Trained.Recipe.Description());
        var wish = telling.Wish! with { Reading = file.Plan.Reading };
        return await Work.Until(place, view, file.Founding, machine, file.Time, telling with { Wish = wish }, interrupt);
    }

    static async Task<int> TellAgain(string? journal, string? name, Telling telling)
    {
        if (journal is null)
            throw new ConfigurationException("compare", "needs a run file, or --journal for a comparison that was made");
        await using var sight = await Sight.Of(journal);
        var view = await sight.Pick(name, v => v is ComparisonView { IsExperiment: false }) as ComparisonView
            ?? throw new ConfigurationException(name ?? sight.Journal, "is a search; compare tells of comparisons, status of searches");
        if (view.IsExperiment) throw new ConfigurationException(view.Name, "is an experiment; lossactors reproduce tells of it");
        await view.Refresh();
        Tell(Consoles.Open(telling.Plain), view, sight.Journal, telling.Summary, telling.Wish!);
        return ExitCode.Done;
    }
}
