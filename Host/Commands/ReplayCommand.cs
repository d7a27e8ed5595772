using System.CommandLine;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.FormerPersistence;

namespace LossActors.Host.Commands;

/// <summary><c>replay --verify</c>: decides everything again from the recorded inputs and compares.</summary>
static class ReplayCommand
{
    public static Command Create()
    {
        var journal = CommonOptions.Journal(required: true);
        var name = CommonOptions.Run();
        var verify = new Option<bool>("--verify") { Description = "compare every decision with the journal", Required = true };
        var command = new Command("replay", "Derive every decision of a run again from its recorded inputs") { journal, name, verify };
        command.SetAction(async (parsed, _) =>
        {
            var address = parsed.GetValue(journal)!;
            await using var store = await Journals.Open(JournalAddress.Parse(address), JournalAccess.ReadOnly);
            var run = await RunChoice.Pick(store, parsed.GetValue(name), address);
            var islands = (await store.Actors(run.Id)).Where(a => a.Kind == IslandLogic.Kind).ToList();
            var turns = 0L;
            foreach (var island in islands)
            {
                var result = await Replay.Verify(store, island.Id, new GeneticBreeder());
                turns += result.Turns;
                if (result.Difference is not { } difference) continue;
                throw new JournalException(
                    JournalFault.Damaged,
                    $"{JournalAddress.Parse(address)}: event {difference.Seq} of {island.Id.Name} is not what follows from the inputs before it.\n  journal {difference.Journal}\n  again   {difference.Again}");
            }

            Console.WriteLine($"{turns} turns of {islands.Count} islands decided again: all as in the journal.");
            return ExitCode.Done;
        });
        return command;
    }
}
