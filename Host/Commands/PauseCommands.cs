using System.CommandLine;
using LossActors.Actors.Trials;
using LossActors.Host.Configuration;
using LossActors.Host.Output;
using LossActors.Host.RunFiles;
using LossActors.Host.Running;
using LossActors.Persistence.Addresses;

namespace LossActors.Host.Commands;

/// <summary><c>pause</c> and <c>continue</c>: hold a run back, and let it go on. No decision changes.</summary>
static class PauseCommands
{
    public static Command Pause() => Create("pause", "Hold a run back after the evaluations in training", paused: true);

    public static Command Continue() => Create("continue", "Let a paused run go on", paused: false);

    static Command Create(string verb, string description, bool paused)
    {
        var journal = CommonOptions.Journal(required: true);
        var name = CommonOptions.Run();
        var set = CommonOptions.MachineSet();
        var command = new Command(verb, description) { journal, name, set };
        command.SetAction(async (parsed, stop) =>
        {
            var machine = MachineSettings.Read(parsed.GetValue(set)!);
            await using var sight = await Sight.Of(parsed.GetValue(journal)!, JournalAccess.Existing);
            var view = await sight.Pick(parsed.GetValue(name), v => !v.HasEnded && v.IsPaused != paused);
            if (view.HasEnded || view.IsPaused == paused)
            {
                throw new ConfigurationException(
                    view.Name, $"is {(view.HasEnded ? "ended" : paused ? "paused" : "running")}, so there is nothing to {verb}");
            }

            await using var messenger = await Messenger.Join(sight.Database, machine, stop);
            var answer = await messenger.Ask<PauseAnswer>(view.Id, new SetPaused(paused, view.PauseChanges), stop);
            Console.WriteLine($"{Shown.Line(view.Name)}: {(answer.Ended ? "ended" : answer.Paused ? "paused" : "running")}");
            return ExitCode.Done;
        });
        return command;
    }
}
