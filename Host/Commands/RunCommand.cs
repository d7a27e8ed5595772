using System.CommandLine;
using LossActors.Host.RunFiles;
using LossActors.Host.Running;

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
        var steers = new Option<FileInfo?>("--steers") { Description = "repeat the steers that journal --steers printed, in a new run" };
        var command = new Command("run", "Found a run, or resume it if the journal has it, and work until it ends") { file, journal, set, summary, plain, steers };
        command.SetAction(async (parsed, interrupt) =>
        {
            var path = parsed.GetValue(file)!.ToString();
            var runFile = RunFile.Read(path, CommonOptions.Overrides(parsed.GetValue(set)!, parsed.GetValue(journal)));
            await using var devices = new DeviceSet(runFile.Node, runFile.Devices, runFile.Arithmetic);
            await using var store = await RunFounding.OpenJournal(runFile.Journal);
            var run = await RunFounding.FoundOrFind(store, runFile.Founding, path);
            if (parsed.GetValue(steers) is { } repeated) await Steers.Post(store, run, repeated.ToString());
            return await Work.Until(
                store, run, runFile.Node, devices, runFile.Log, runFile.Time, runFile.Journal, parsed.GetValue(summary), parsed.GetValue(plain),
                parsed.GetValue(CommonOptions.Verbose), interrupt);
        });
        return command;
    }
}
