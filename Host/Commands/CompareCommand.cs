using System.CommandLine;
using LossActors.Actors.Runs;
using LossActors.Actors.Comparisons;
using LossActors.Actors.Comparisons.Figures;
using LossActors.Host.Comparing;
using LossActors.Host.Configuration;
using LossActors.Host.RunFiles;
using LossActors.Host.Running;
using LossActors.Host.Terminal;
using LossActors.FormerPersistence;
using Spectre.Console;

namespace LossActors.Host.Commands;

/// <summary>
/// <c>compare FILE.conf</c>: trains every loss of the file's <c>compare</c> block on every network and draw, or goes on with it, and sets them
/// against each other. <c>compare --journal URL</c> tells again what a journal has.
/// </summary>
static class CompareCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo?>("FILE.conf") { Description = "a run file with a compare block; without it --journal's comparison is told again", Arity = ArgumentArity.ZeroOrOne };
        var journal = CommonOptions.Journal();
        var name = CommonOptions.Run();
        var set = CommonOptions.Set();
        var report = new Option<DirectoryInfo?>("--report") { Description = "write comparison.html, .md and .json, and results.json, to this folder" };
        var untimed = new Option<bool>("--without-times") { Description = "leave times out, so that two machines write the same bytes" };
        var summary = CommonOptions.Summary();
        var plain = CommonOptions.Plain();
        var command = new Command("compare", "Compare losses × seeds × networks, or go on with it, and write a report") { file, journal, name, set, report, untimed, summary, plain };
        command.SetAction(async (parsed, interrupt) =>
        {
            var folder = parsed.GetValue(report)?.ToString();
            var wish = new ComparisonWish(null, folder, Times: !parsed.GetValue(untimed));
            if (parsed.GetValue(file)?.ToString() is not { } path)
                return await TellAgain(parsed.GetValue(journal), parsed.GetValue(name), parsed.GetValue(summary), parsed.GetValue(plain), wish);
            if (parsed.GetValue(name) is not null) throw new ConfigurationException(new Origin("--run", 0, 0), "is for a comparison told from its journal; in a file the name is run.name");
            var study = ComparisonFile.Read(path, CommonOptions.Overrides(parsed.GetValue(set)!, parsed.GetValue(journal)));
            await using var devices = new DeviceSet(study.Node, study.Devices, study.Arithmetic);
            await using var store = await RunFounding.OpenJournal(study.Journal);
            var run = await RunFounding.FoundOrFind(store, study.Founding, path);
            return await Work.Until(
                store, run, study.Node, devices, study.Log, study.Time, study.Journal, parsed.GetValue(summary), parsed.GetValue(plain),
                parsed.GetValue(CommonOptions.Verbose), interrupt, wish with { Reading = study.Plan.Reading });
        });
        return command;
    }

    /// <summary>Prints a comparison as far as it is, and writes its files.</summary>
    public static async ValueTask Tell(IAnsiConsole console, IStore store, RunView view, string journal, FileInfo? summary, ComparisonWish wish)
    {
        if (view.Study is not { Plan: not null } study) return;
        var table = ComparisonTable.Of(study, wish.Reading);
        var seconds = wish.Times ? await ComparisonOutput.Seconds(store, study) : null;
        ComparisonOutput.Print(console, view, table, seconds, JournalAddress.Parse(journal).ToString());
        if (summary is not null) await File.WriteAllTextAsync(summary.FullName, ComparisonNumbers.Of(table, seconds).ToJson(), CancellationToken.None);
        if (wish.Folder is null) return;
        foreach (var written in await ComparisonOutput.Write(table, seconds, wish.Folder)) console.Profile.Out.Writer.WriteLine($"  {written}");
    }

    static async ValueTask<int> TellAgain(string? journal, string? name, FileInfo? summary, bool plain, ComparisonWish wish)
    {
        if (journal is null) throw new ConfigurationException(new Origin("compare", 0, 0), "needs a run file, or --journal for a comparison that was made");
        await using var store = await Journals.Open(JournalAddress.Parse(journal), JournalAccess.ReadOnly);
        var studies = new HashSet<RunId>();
        foreach (var one in await store.Runs())
            if ((await store.Actors(one.Id)).Any(a => a.Kind == ComparisonLogic.Kind)) studies.Add(one.Id);
        var run = await RunChoice.Pick(store, name, journal, r => studies.Contains(r.Id));
        if (!studies.Contains(run.Id)) throw new ConfigurationException(new Origin(run.Name, 0, 0), "is a search; compare tells of comparisons, status of searches");
        var view = new RunView(store, run);
        await view.Refresh();
        await Tell(Consoles.Open(plain), store, view, journal, summary, wish);
        return ExitCode.Done;
    }
}
