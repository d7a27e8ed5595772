using System.CommandLine;
using System.Text;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Host.Running;
using LossActors.FormerPersistence;

namespace LossActors.Host.Commands;

/// <summary><c>journal</c>: prints a run's events.</summary>
static class JournalCommand
{
    public static Command Create()
    {
        var journal = CommonOptions.Journal(required: true);
        var name = CommonOptions.Run();
        var decisions = new Option<bool>("--decisions") { Description = "the islands' decisions alone, in a form that two runs of the same search share byte for byte" };
        var steers = new Option<bool>("--steers") { Description = "what people changed, in the form that run --steers repeats" };
        var command = new Command("journal", "Print a run's events") { journal, name, decisions, steers };
        command.SetAction(async (parsed, _) =>
        {
            var address = parsed.GetValue(journal)!;
            await using var store = await Journals.Open(JournalAddress.Parse(address), JournalAccess.ReadOnly);
            var run = await RunChoice.Pick(store, parsed.GetValue(name), address);
            await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { NewLine = "\n" };
            var actors = await store.Actors(run.Id);
            if (parsed.GetValue(decisions))
            {
                await foreach (var line in DecisionLog.Lines(store, run, actors.Count(a => a.Kind == IslandLogic.Kind))) await output.WriteLineAsync(line);
                return ExitCode.Done;
            }

            if (parsed.GetValue(steers))
            {
                await foreach (var line in Steers.Lines(store, run)) await output.WriteLineAsync(line);
                return ExitCode.Done;
            }

            foreach (var actor in actors)
                await foreach (var e in store.Journal(actor.Id))
                    await output.WriteLineAsync($"{actor.Id.Name} {e.Seq} {e.At:O} term {e.Term} {e.Type} {Encoding.UTF8.GetString(e.Data.Span)}");
            return ExitCode.Done;
        });
        return command;
    }
}
