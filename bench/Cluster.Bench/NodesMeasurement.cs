using System.Diagnostics;
using LossActors.Actors.Devices;
using LossActors.Actors.Runs;
using LossActors.Host.Nodes;

namespace LossActors.Cluster.Bench;

/// <summary>Nodes as the program composes them, each an actor system that speaks TLS over loopback; only the lanes wait.</summary>
static class NodesMeasurement
{
    public const string Class = "bench";

    public static async Task Of(BenchOptions options, BenchJournal journal)
    {
        var times = new LaneTimes(options.Job);
        var nodes = new List<ClusterNode>();
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < options.Nodes; i++) nodes.Add(await Start(options, journal, i, times));
        Console.Error.WriteLine($"{options.Nodes} nodes are up after {Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s");
        var search = await Search.Of(options);
        await nodes[0].Ask<RunFounded>(search.Id, search.Founding, default);
        nodes[0].Wake(search.Id);
        await Window.Measure(options.Inside ? "inside" : "cards", options, journal, times);
        // Nodes that leave one after the other would take longer than the measurement.
        await journal.DisposeAsync();
        Environment.Exit(0);
    }

    public static async Task<ClusterNode> Start(BenchOptions options, BenchJournal journal, int number, LaneTimes times)
    {
        var node = await ClusterNode.Start(
            new NodeOptions
            {
                Journal = await journal.OpenAgain(number),
                Devices = Task.FromResult<IReadOnlyList<OfferedDevice>>(options.Lanes > 0 ? [new("card", options.Lanes, Class)] : []),
            },
            default);
        var device = new DeviceOptions
        {
            Name = "card", Node = $"machine-{number}", Process = node.Process, Lanes = options.Lanes, ArithmeticClass = Class,
            IsIsolated = !options.Inside,
        };
        if (options.Lanes > 0) node.Add(device, report => new WaitingLanes(options.Job, times, report));
        return node;
    }
}
