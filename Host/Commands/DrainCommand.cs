using System.CommandLine;
using LossActors.Host.Configuration;
using LossActors.FormerPersistence;

namespace LossActors.Host.Commands;

/// <summary><c>drain NODE</c>: tells a node to hand over its actors and work and to end.</summary>
static class DrainCommand
{
    public static Command Create()
    {
        var node = new Argument<string>("NODE") { Description = "beginning of the node's id, as lossactors nodes shows it" };
        var journal = CommonOptions.Journal(required: true);
        var command = new Command("drain", "Tell a node to hand over its actors and evaluations and to leave") { node, journal };
        command.SetAction(async (parsed, _) =>
        {
            var wanted = parsed.GetValue(node)!;
            await using var store = await Journals.Open(JournalAddress.Parse(parsed.GetValue(journal)!), JournalAccess.Existing);
            var meant = (await store.Nodes()).Where(n => n.State == NodeState.Active && n.Info.Id.Value.StartsWith(wanted, StringComparison.Ordinal)).ToList();
            if (meant.Count != 1)
                throw new ConfigurationException(new Origin(wanted, 0, 0), $"names {(meant.Count == 0 ? "no" : "more than one")} active node; lossactors nodes lists them");
            await store.Drain(meant[0].Info.Id);
            Console.WriteLine($"{meant[0].Info.Name} (process {meant[0].Info.Pid}) leaves.");
            return ExitCode.Done;
        });
        return command;
    }
}
