using System.CommandLine;
using LossActors.Host.Configuration;
using LossActors.Host.Output;
using LossActors.Persistence.Addresses;
using LossActors.Persistence.Nodes;

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
            await using var sight = await Sight.Of(parsed.GetValue(journal)!, JournalAccess.Existing);
            var meant = (await sight.Reader.Nodes())
                .Where(n => !LocalLook.HasEnded(n) && wanted.Length > 0
                    && n.Key.Incarnation.Id.StartsWith(wanted, StringComparison.Ordinal)).ToList();
            if (meant.Count != 1 || !await new NodeTable(sight.Database).WishDrain(meant[0].Key))
            {
                throw new ConfigurationException(
                    "NODE", $"is '{Shown.Line(wanted)}', which names {(meant.Count > 1 ? "more than one" : "no")} living node; "
                    + "lossactors nodes lists them");
            }

            Console.WriteLine($"{Shown.Line(meant[0].Entry.Name)} (process {meant[0].Entry.Pid}) leaves.");
            return ExitCode.Done;
        });
        return command;
    }
}
