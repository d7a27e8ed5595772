using System.CommandLine;
using LossActors.Host.RunFiles;
using LossActors.Host.Running;
using LossActors.Persistence;

namespace LossActors.Host.Commands;

/// <summary><c>run FILE.conf</c>: founds the run, or resumes it if the journal has it, and works until it ends.</summary>
static class RunCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE.conf") { Description = "the run file" };
        var journal = CommonOptions.Journal();
        var set = CommonOptions.Set();
        var summary = CommonOptions.Summary();
        var plain = CommonOptions.Plain();
        var command = new Command("run", "Found a run, or resume it if the journal has it, and work until it ends") { file, journal, set, summary, plain };
        command.SetAction(async (parsed, interrupt) =>
        {
            var path = parsed.GetValue(file)!.ToString();
            var overrides = parsed.GetValue(set)!.Concat(parsed.GetValue(journal) is { } j ? [$"journal={System.Text.Json.JsonSerializer.Serialize(j)}"] : []);
            var runFile = RunFile.Read(path, [.. overrides]);
            var address = JournalAddress.Parse(runFile.Journal);
            if (address.Kind == JournalKind.Sqlite) CreateFolder(address.Location);
            await using var store = await Journals.Open(address);
            var run = await RunFounding.FoundOrFind(store, runFile, path);
            return await Work.Until(
                store, run, runFile.Devices, runFile.Arithmetic, runFile.Log, runFile.Time, runFile.Journal, parsed.GetValue(summary), parsed.GetValue(plain),
                parsed.GetValue(CommonOptions.Verbose), interrupt);
        });
        return command;
    }

    static void CreateFolder(string file)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is not { } folder) return;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(JournalFault.CannotWrite, $"The folder {folder} of the journal cannot be created: {e.Message}", e);
        }
    }
}
