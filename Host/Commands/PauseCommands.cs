using System.CommandLine;
using LossActors.Host.Configuration;
using LossActors.FormerPersistence;

namespace LossActors.Host.Commands;

/// <summary><c>pause</c> and <c>continue</c>: hold a run's turns back, and let them go on. No decision changes.</summary>
static class PauseCommands
{
    public static Command Pause() => Create("pause", "Hold a run back after the evaluations in training", RunState.Running, RunState.Paused);

    public static Command Continue() => Create("continue", "Let a paused run go on", RunState.Paused, RunState.Running);

    static Command Create(string verb, string description, RunState from, RunState to)
    {
        var journal = CommonOptions.Journal(required: true);
        var name = CommonOptions.Run();
        var command = new Command(verb, description) { journal, name };
        command.SetAction(async (parsed, _) =>
        {
            var address = parsed.GetValue(journal)!;
            await using var store = await Journals.Open(JournalAddress.Parse(address), JournalAccess.Existing);
            var run = await RunChoice.Pick(store, parsed.GetValue(name), address, r => r.State == from);
            if (run.State != from)
                throw new ConfigurationException(new Origin(run.Name, 0, 0), $"is {run.State.ToString().ToLowerInvariant()}, so there is nothing to {verb}");
            await store.SetRunState(run.Id, to);
            Console.WriteLine($"{run.Name}: {to.ToString().ToLowerInvariant()}");
            return ExitCode.Done;
        });
        return command;
    }
}
