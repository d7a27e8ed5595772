using System.CommandLine;
using LossActors.Actors.Runs;
using LossActors.Host.Configuration;
using LossActors.Host.Output;
using LossActors.Host.Reports;
using LossActors.Host.RunFiles;
using LossActors.Host.Running;
using LossActors.Host.Terminal;
using LossActors.Persistence.Views;

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
        var command = new Command("run", "Found a run, or resume it if the journal has it, and work until it ends")
        {
            file, journal, set, summary, plain, steers,
        };
        command.SetAction(async (parsed, interrupt) =>
        {
            var telling = new Telling(parsed.GetValue(summary), parsed.GetValue(plain), parsed.GetValue(CommonOptions.Verbose));
            OutputFile.Check(telling.Summary);
            var path = parsed.GetValue(file)!.ToString();
            var runFile = RunFile.ReadToSearch(path, CommonOptions.Overrides(parsed.GetValue(set)!, parsed.GetValue(journal)));
            var machine = runFile.Machine;
            Logging.Check(machine.Log);
            var repeated = parsed.GetValue(steers) is { } listed ? Steers.Read(listed.ToString(), runFile.Plan.Islands) : Steers.None;
            var founding = runFile.Founding(repeated);
            OutputFile.CheckApart([telling.Summary], runFile.Journal, [path, .. founding.Files()]);
            await using var devices = new DeviceSet(machine);
            await using var database = await WorkPlace.Open(runFile.Journal);
            var place = new WorkPlace(database, machine, devices);
            var view = await Foundings.Find(place, founding, path, interrupt);
            if (view is RunView { State: { IsFounded: true } known } && RunFoundings.RepeatsOthers(known, repeated))
            {
                throw new ConfigurationException(
                    "--steers",
                    $"are repeated in a new run, and the journal has '{Shown.Line(view.Name)}', founded without them; steer that one with "
                    + $"{Hint.Line("steer", "KEY=VALUE", "--journal", place.Journal.Address.ToString(), "--run", view.Name)}, or give the "
                    + "new one another name (--set run.name=…)");
            }

            if (view.Config.Length == 0) DataText.Print(Console.Out, runFile.Plan.Islands.Recipe.Description());
            return await Work.Until(place, view, founding, machine, runFile.Time, telling, interrupt);
        });
        return command;
    }
}
