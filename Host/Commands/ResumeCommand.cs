using System.CommandLine;
using LossActors.Host.Reports;
using LossActors.Host.RunFiles;
using LossActors.Host.Running;
using LossActors.Persistence.Addresses;

namespace LossActors.Host.Commands;

/// <summary><c>resume --journal URL</c>: goes on with an interrupted run from its journal alone.</summary>
static class ResumeCommand
{
    public static Command Create()
    {
        var journal = CommonOptions.Journal(required: true);
        var name = CommonOptions.Run();
        var set = CommonOptions.MachineSet();
        var summary = CommonOptions.Summary();
        var plain = CommonOptions.Plain();
        var command = new Command("resume", "Go on with an interrupted run; its journal is all that is needed")
        {
            journal, name, set, summary, plain,
        };
        command.SetAction(async (parsed, interrupt) =>
        {
            var telling = new Telling(parsed.GetValue(summary), parsed.GetValue(plain), parsed.GetValue(CommonOptions.Verbose));
            OutputFile.Check(telling.Summary);
            var machine = MachineSettings.Read(parsed.GetValue(set)!);
            Logging.Check(machine.Log);
            OutputFile.CheckApart([telling.Summary], parsed.GetValue(journal)!, []);
            await using var devices = new DeviceSet(machine);
            await using var sight = await Sight.Of(parsed.GetValue(journal)!, JournalAccess.Existing);
            var view = await sight.Pick(parsed.GetValue(name), v => !v.HasEnded);
            var place = new WorkPlace(sight.Database, machine, devices);
            return await Work.Until(place, view, null, machine, null, telling, interrupt);
        });
        return command;
    }
}
