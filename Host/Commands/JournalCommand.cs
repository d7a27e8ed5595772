using System.CommandLine;
using LossActors.Actors.Entities;
using LossActors.Host.Configuration;
using LossActors.Host.Output;
using LossActors.Host.Running;
using LossActors.Host.Terminal;
using LossActors.Persistence.Reading;
using LossActors.Persistence.Views;

namespace LossActors.Host.Commands;

/// <summary><c>journal</c>: prints a run's events.</summary>
static class JournalCommand
{
    public static Command Create()
    {
        var decisions = new Option<bool>("--decisions")
        {
            Description = "the islands' decisions alone, in a form that two runs of the same search share byte for byte",
        };
        var steers = new Option<bool>("--steers") { Description = "what people changed, in the form that run --steers repeats" };
        return Sight.Command(
            "journal", "Print a run's events", async (sight, view, parsed) =>
            {
                if (parsed.GetValue(decisions) && parsed.GetValue(steers))
                    throw new ConfigurationException("--steers", "is another list than --decisions; leave one of them out");
                using var output = Consoles.Unguarded();
                var lines = parsed.GetValue(decisions) ? Sight.Search(view, "which decides nothing; print its journal").Decisions()
                    : parsed.GetValue(steers) ? Steers.Lines(Sight.Search(view, "which nobody steers"))
                    : All(sight.Reader, view);
                await foreach (var line in lines) output.Write(line + "\n");
                return ExitCode.Done;
            },
            decisions, steers);
    }

    static async IAsyncEnumerable<string> All(JournalReader reader, TrialView view)
    {
        IEnumerable<EntityId> entities = view is RunView run
            ? [run.Id, .. run.Islands.Keys.Select(i => new IslandId(run.Name, i))]
            : [view.Id];
        foreach (var entity in entities)
        {
            await foreach (var e in reader.Events(entity.PersistenceId))
                yield return Shown.Line(
                    $"{entity} {e.Sequence} step {e.Journaled.Step} by {e.Journaled.Process.Id[..8]} {e.Type} {e.Body}");
        }
    }
}
