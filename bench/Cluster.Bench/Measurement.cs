using System.Diagnostics;
using LossActors.FormerActors.Islands;
using LossActors.FormerActors.Runs;
using LossActors.Host;
using LossActors.Host.RunFiles;
using LossActors.Host.Running;
using LossActors.FormerPersistence;

namespace LossActors.Cluster.Bench;

/// <summary>Founds a search, lets every node join, and measures once all are at work.</summary>
static class Measurement
{
    public static async Task<Figures> Of(ClusterOptions options)
    {
        await using var server = new Server(options.Journal);
        try
        {
            return await Of(options, server);
        }
        finally
        {
            await server.Drop();
        }
    }

    static async Task<Figures> Of(ClusterOptions options, Server server)
    {
        var journal = JournalAddress.Parse(server.Address);
        await using var store = await Journals.Open(journal);
        await Found(store, options);
        using var logs = Logging.Open(new LogSettings(LossActors.Host.RunFiles.LogLevel.Warning, null), live: false, verbose: false);
        var meter = new CallMeter();
        var nodes = new List<SimulatedNode>();
        try
        {
            for (var i = 0; i < options.Nodes; i++) nodes.Add(await SimulatedNode.Join(options, journal, meter, logs));
            await Task.Delay(options.WarmUp);
            return await Measure(options, server, store, meter, nodes);
        }
        finally
        {
            foreach (var node in nodes) node.Stop();
            foreach (var node in nodes) await node.DisposeAsync();
        }
    }

    static async Task<Figures> Measure(ClusterOptions options, Server server, IStore store, CallMeter meter, List<SimulatedNode> nodes)
    {
        var postmaster = await server.Postmaster();
        var connections = await server.Connections();
        var (transactions, progress, processors, started) =
            (await server.Transactions(), await server.Progress(), ProcessorTime.Now(postmaster), Stopwatch.GetTimestamp());
        meter.Start();
        while (Stopwatch.GetElapsedTime(started) < options.Time)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            connections = Math.Max(connections, await server.Connections());
        }

        meter.Stop();
        var ended = Stopwatch.GetTimestamp();
        var took = Stopwatch.GetElapsedTime(started, ended);
        var (spent, done, transacted) = (ProcessorTime.Now(postmaster) - processors, await server.Progress(), await server.Transactions());
        var calls = meter.Figures(took);
        var commits = calls.GetValueOrDefault("commit") ?? throw new InvalidOperationException("No turn was committed: is the warm-up too short?");
        var busy = nodes.SelectMany(n => n.Cards).Sum(c => c.Busy(started, ended));
        foreach (var node in nodes) node.Stop();
        foreach (var node in nodes) await node.DisposeAsync();
        nodes.Clear();
        return new Figures(
            options.Nodes, options.Cards, options.Job.TotalMilliseconds, options.Islands, options.Window, took.TotalSeconds,
            busy / (took.TotalSeconds * options.Lanes), (done.Evaluations - progress.Evaluations) / took.TotalSeconds,
            options.Lanes / options.Job.TotalSeconds, commits.PerSecond, (done.Events - progress.Events) / took.TotalSeconds, commits.P50, commits.P99,
            (transacted - transactions) / took.TotalSeconds, Environment.ProcessorCount, spent.Nodes / took.TotalSeconds,
            spent.Postgres / took.TotalSeconds, (spent.Machine - spent.Nodes - spent.Postgres) / took.TotalSeconds, connections,
            await Breeding(store), calls);
    }

    /// <summary>Decides one island's turns again.</summary>
    static async Task<double> Breeding(IStore store)
    {
        var run = (await store.Runs())[0];
        var before = Environment.CpuUsage.TotalTime;
        var replayed = await Replay.Verify(store, new ActorId(run.Id, IslandDecisions.Name(0)), new GeneticBreeder());
        if (replayed.Difference is { } difference) throw new InvalidOperationException($"Event {difference.Seq} was decided otherwise the second time.");
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / replayed.Turns;
    }

    static async Task Found(IStore store, ClusterOptions options)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.conf");
        await File.WriteAllTextAsync(path, $$"""
            include "reference.conf"
            run { name = cluster, births = 1000000 }
            islands { count = {{options.Islands}}, population = {{2 * options.Window}}, window = {{options.Window}}, topology = ring, migration { every = 50, elites = 2 } }
            evaluation { optimiser { kind = sgd, lr = 0.01 }, repeats = 1 }
            """);
        try
        {
            await RunFounding.FoundOrFind(store, RunFile.Read(path, []).Founding, path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
