using System.Collections.Immutable;
using System.Diagnostics;
using LossActors.Actors.Entities;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Actors.Tests.Scripted;
using LossActors.Host.Nodes;
using LossActors.Host.Tests.Program;
using LossActors.Persistence.Addresses;
using LossActors.Persistence.Databases;
using LossActors.Persistence.Nodes;

namespace LossActors.Cluster.Tests.Security;

/// <summary>A node as people start it, in a process of its own, and one in this process that asks it.</summary>
public sealed class SecuredNode : IAsyncLifetime
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    readonly TemporaryFolder folder = new();
    readonly List<string> log = [];
    Process? process;
    ClusterNode? asker;

    public Database Journal { get; private set; } = null!;

    public NodeRow Row { get; private set; } = null!;

    public int Port => Akka.Actor.Address.Parse(Row.Key.Address).Port!.Value;

    /// <summary>Files and connections that the process has open.</summary>
    public int Handles => Directory.GetFileSystemEntries($"/proc/{process!.Id}/fd").Length;

    /// <summary>Memory of the process, MB.</summary>
    public int Megabytes =>
        int.Parse(File.ReadLines($"/proc/{process!.Id}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;

    /// <summary>What it has logged so far.</summary>
    public IReadOnlyList<string> Log
    {
        get
        {
            lock (log) return [.. log];
        }
    }

    public async ValueTask InitializeAsync()
    {
        var program = new LossActorsProcess(folder.Path);
        program.File("small.conf", SmallSearch.Conf);
        var file = Path.Combine(folder.Path, "journal.db");
        process = program.Start("host", "small.conf", "--journal", $"sqlite:{file}", "--set", "node.roles=[actors]");
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Eventually(() => File.Exists(file));
        Journal = await Database.Open(JournalAddress.Parse($"sqlite:{file}"));
        var table = new NodeTable(Journal);
        await Eventually(async () => (await table.Read()).Any(r => r.State == NodeState.Up));
        Row = (await table.Read()).Single();
        asker = await ClusterNode.Start(
            new NodeOptions { Journal = Journal, HostsActors = false, Serves = Service.None }, CancellationToken.None);
        await Answers();
    }

    /// <summary>It answers a question to an entity.</summary>
    public async Task Answers()
    {
        using var patience = new CancellationTokenSource(Patience);
        var question = new FoundRun(
            Plans.Run with { Name = "small" }, "{}", ImmutableSortedDictionary<int, ImmutableArray<RepeatedSteer>>.Empty);
        try
        {
            var answer = await asker!.Ask<RunFounded>(new RunId("small"), question, patience.Token);
            Assert.Contains("small", answer.Refusal, StringComparison.Ordinal);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"It does not answer. It says: {string.Join('\n', Log.TakeLast(40))}");
        }
    }

    public static Task Eventually(Func<bool> wanted) => Eventually(() => Task.FromResult(wanted()));

    public static async Task Eventually(Func<Task<bool>> wanted)
    {
        for (var began = Stopwatch.StartNew(); !await wanted(); await Task.Delay(100))
            Assert.True(began.Elapsed < Patience, "It never came about.");
    }

    public async ValueTask DisposeAsync()
    {
        if (asker is not null) await asker.DisposeAsync();
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        if (Journal is not null) await Journal.DisposeAsync();
        folder.Dispose();
    }

    void Note(string? line)
    {
        if (line is null) return;
        lock (log) log.Add(line);
    }
}
