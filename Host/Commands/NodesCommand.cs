using System.CommandLine;
using LossActors.Host.Nodes;
using LossActors.Host.Output;
using LossActors.Persistence.Nodes;
using LossActors.Persistence.Views;

namespace LossActors.Host.Commands;

/// <summary><c>nodes</c>: the processes of a journal, and why one of them waits.</summary>
static class NodesCommand
{
    /// <summary>Digits of a class that tell it from others for people.</summary>
    const int Digits = 8;

    public static Command Create()
    {
        var journal = CommonOptions.Journal(required: true);
        var all = new Option<bool>("--all") { Description = "those that have ended too" };
        var command = new Command("nodes", "List the processes that work on a journal") { journal, all };
        command.SetAction(async (parsed, _) =>
        {
            await using var sight = await Sight.Of(parsed.GetValue(journal)!);
            var needed = (await TrialView.All(sight.Reader)).Where(v => !v.HasEnded && !v.IsPaused)
                .Select(v => v.ArithmeticClass).OfType<string>().ToHashSet();
            var nodes = (await sight.Reader.Nodes()).Where(n => parsed.GetValue(all) || !LocalLook.HasEnded(n)).ToList();
            if (nodes.Count == 0) Console.WriteLine("No node works on this journal; start one with lossactors host, join, run or resume.");
            foreach (var node in nodes) Console.WriteLine(Shown.Line(Line(node, needed)));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The beginning of a node's random id, by which people name it.</summary>
    public static string Id(NodeRow node) => node.Key.Incarnation.Id[..Digits];

    internal static string Line(NodeRow node, HashSet<string> needed)
    {
        var entry = node.Entry;
        var capacity = NodeCapacity.Parse(entry.Capacity);
        IReadOnlyList<OfferedDevice> devices = capacity?.Devices ?? [];
        var offers = devices.Count == 0 ? "no devices" : string.Join(", ", devices.Select(d => $"{d.Device} × {d.Lanes}"));
        var state = (node.Drain, node.State) switch
        {
            _ when node.State != NodeState.Down && LocalLook.IsGone(node) => "gone",
            (true, NodeState.Up) => "leaving",
            (true, NodeState.Down) => "drained",
            var (_, other) => other.ToString().ToLowerInvariant(),
        };
        var silent = LocalLook.IsAtWork(node) && node.BeatAge > 5 ? $", silent for {node.BeatAge:0} s" : "";
        return $"{Id(node)}  {entry.Name}  process {entry.Pid}  {state}{silent}  {node.Key.Address}  "
            + $"{(capacity?.HostsActors == true ? "actors, " : "")}{offers}{Waits(devices, needed)}";
    }

    static string Waits(IReadOnlyList<OfferedDevice> devices, HashSet<string> needed)
    {
        if (devices.Count == 0 || needed.Count == 0 || devices.Any(d => needed.Contains(d.ArithmeticClass))) return "";
        return $"; waits: its arithmetic class {Short(devices[0].ArithmeticClass)} is not that of a running run "
            + $"({string.Join(", ", needed.Select(Short))})";
    }

    static string Short(string name) => name[..Math.Min(Digits, name.Length)];
}
