using System.CommandLine;
using LossActors.Host.RunFiles;
using LossActors.Host.Running;
using LossActors.FormerPersistence;

namespace LossActors.Host.Commands;

/// <summary><c>resume --journal URL</c>: goes on with an interrupted run from its journal alone.</summary>
static class ResumeCommand
{
    public static Command Create()
    {
        var journal = CommonOptions.Journal(required: true);
        var name = CommonOptions.Run();
        var set = CommonOptions.Set();
        var summary = CommonOptions.Summary();
        var plain = CommonOptions.Plain();
        var command = new Command("resume", "Go on with an interrupted run; its journal is all that is needed") { journal, name, set, summary, plain };
        command.SetAction(async (parsed, interrupt) =>
        {
            var address = parsed.GetValue(journal)!;
            var settings = MachineSettings.Read(parsed.GetValue(set)!);
            await using var devices = new DeviceSet(settings.Node, settings.Devices, settings.Arithmetic);
            await using var store = await Journals.Open(JournalAddress.Parse(address), JournalAccess.Existing);
            var run = await RunChoice.Pick(store, parsed.GetValue(name), address, r => r.State != RunState.Ended);
            return await Work.Until(
                store, run, settings.Node, devices, settings.Log, null, address, parsed.GetValue(summary), parsed.GetValue(plain), parsed.GetValue(CommonOptions.Verbose),
                interrupt);
        });
        return command;
    }
}
