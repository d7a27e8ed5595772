using System.CommandLine;
using LossActors.Actors.Entities;
using LossActors.Host.Configuration;
using LossActors.Host.Output;
using LossActors.Host.Running;
using LossActors.Persistence.Addresses;

namespace LossActors.Host.Commands;

/// <summary><c>delete --run NAME</c>: takes a search or comparison out of a journal.</summary>
static class DeleteCommand
{
    public static Command Create()
    {
        var journal = CommonOptions.Journal(required: true);
        var name = new Option<string>("--run") { Description = "name of the run or comparison", Required = true };
        var yes = new Option<bool>("--yes") { Description = "ask nothing" };
        var command = new Command("delete", "Take a run or comparison out of a journal; its evaluations stay, for other runs")
        {
            journal, name, yes,
        };
        command.SetAction(async (parsed, stop) =>
        {
            await using var sight = await Sight.Of(parsed.GetValue(journal)!, JournalAccess.Existing);
            var id = await sight.Id(parsed.GetValue(name)!);
            var what = $"the {(id is RunId ? "search" : "comparison")} '{Shown.Line(parsed.GetValue(name)!)}'";
            if (!parsed.GetValue(yes) && !Agreed(what, sight.Journal))
            {
                Console.WriteLine("Nothing was deleted.");
                return ExitCode.Done;
            }

            await Deletion.Delete(sight.Database, id, "--run", $"{what} is to be deleted", stop);
            Console.WriteLine($"Deleted {what}. Its evaluations stay: they are results by content, for any run that asks for the same.");
            return ExitCode.Done;
        });
        return command;
    }

    /// <exception cref="ConfigurationException">Nobody is there to be asked.</exception>
    static bool Agreed(string what, string journal)
    {
        if (Console.IsInputRedirected) throw new ConfigurationException("--yes", $"is needed to delete {what} where nobody can be asked");
        Console.Write($"Delete {what} from {journal}, with all its events? [y/N] ");
        return Console.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }
}
