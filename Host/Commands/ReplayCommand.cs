using System.CommandLine;
using LossActors.Actors.Islands;
using LossActors.Host.Output;
using LossActors.Persistence.Addresses;

namespace LossActors.Host.Commands;

/// <summary>
/// <c>replay --verify</c>: checks the whole journal, decides everything of a run again from the recorded inputs, and compares.
/// </summary>
static class ReplayCommand
{
    public static Command Create()
    {
        var verify = new Option<bool>("--verify") { Description = "compare every decision with the journal; done without it too" };
        return Sight.Command(
            "replay", "Derive every decision of a run again from its recorded inputs, and compare", async (sight, view, _) =>
            {
                var run = Sight.Search(view, "which decides nothing");
                var events = await sight.Reader.Verify();
                var steps = 0L;
                foreach (var island in run.Islands.Keys)
                {
                    var result = IslandReplay.Verify(await run.Events(island), new GeneticBreeder());
                    steps += result.Steps;
                    if (result.Difference is not { } difference) continue;
                    throw new JournalException(
                        JournalFault.Damaged,
                        $"{sight.Journal}: step {difference.Step} of island {island} of {Shown.Line(run.Name)} is not what "
                        + "follows from the inputs before it.\n"
                        + $"  journal {difference.Journal}\n  again   {difference.Again}");
                }

                Console.WriteLine($"{events} events of this journal are as they were written.");
                Console.WriteLine($"{steps} steps of {run.Islands.Count} islands decided again: all as in the journal.");
                return ExitCode.Done;
            },
            verify);
    }
}
