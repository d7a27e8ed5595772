using System.CommandLine;

using LossActors.FormerPersistence;

namespace LossActors.Host.Commands;

/// <summary><c>nodes</c>: the processes of a journal, and why one of them waits.</summary>
static class NodesCommand
{
    public static Command Create()
    {
        var journal = CommonOptions.Journal(required: true);
        var all = new Option<bool>("--all") { Description = "dead ones too" };
        var command = new Command("nodes", "List the processes that work on a journal") { journal, all };
        command.SetAction(async (parsed, _) =>
        {
            await using var store = await Journals.Open(JournalAddress.Parse(parsed.GetValue(journal)!), JournalAccess.ReadOnly);
            var needed = (await store.Runs()).Where(r => r.State == RunState.Running && r.ArithmeticClass is not null).Select(r => r.ArithmeticClass!).ToHashSet();
            var nodes = (await store.Nodes()).Where(n => parsed.GetValue(all) || n.State != NodeState.Dead).ToList();
            if (nodes.Count == 0) Console.WriteLine("No node works on this journal; start one with lossactors host, join, run or resume.");
            foreach (var node in nodes)
            {
                var capacity = NodeCapacity.Parse(node.Info.Capacity);
                var waits = capacity.ArithmeticClass is { } own && needed.Count > 0 && !needed.Contains(own)
                    ? $"; waits: its arithmetic class {own[..Math.Min(8, own.Length)]} is not that of a running run ({string.Join(", ", needed.Select(c => c[..Math.Min(8, c.Length)]))})"
                    : "";
                Console.WriteLine(
                    $"{node.Info.Id.Value[..8]}  {node.Info.Name}  process {node.Info.Pid}  {node.State.ToString().ToLowerInvariant()}  since {node.StartedAt:u}  "
                    + $"{(capacity.HostsActors ? "actors, " : "")}{(capacity.Lanes == 0 ? "no devices" : capacity.Devices)}{waits}");
            }

            return ExitCode.Done;
        });
        return command;
    }
}
