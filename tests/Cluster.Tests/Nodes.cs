using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using LossActors.FormerActors.Islands;
using LossActors.FormerActors.Runs;
using LossActors.FormerActors.Tests.Histories;
using LossActors.Host.Tests.Program;
using LossActors.FormerPersistence;

namespace LossActors.Cluster.Tests;

/// <summary>Processes of the program as people start them, in a folder of their own, all at work on one small search.</summary>
sealed partial class Nodes : IDisposable
{
    const int Islands = 3;
    const int StopSignal = 19, ContinueSignal = 18, TerminateSignal = 15, KilledCode = 128 + 9;

    static readonly string[] Quick =
    [
        "--set", "devices.cpu.lanes=1", "--set", "node.lease=3s", "--set", "node.renewal=500ms", "--set", "node.poll=100ms", "--set", "log.file=null",
    ];

    static readonly ConcurrentDictionary<int, Lazy<Task<string>>> Undisturbed = [];

    readonly TemporaryFolder folder = new();
    readonly int births;
    readonly string[] search;
    readonly LossActorsProcess program;
    readonly List<Process> running = [];
    readonly ConcurrentDictionary<Process, StringBuilder> said = [];

    /// <param name="births">Losses that each of the three islands breeds.</param>
    public Nodes(int births)
    {
        this.births = births;
        search = ["--set", $"run.births={births}", "--set", "evaluation.steps=4000", "--set", "devices.cpu.lanes=1"];
        program = new LossActorsProcess(folder.Path);
        program.File("small.conf", SmallSearch.Conf);
    }

    /// <summary>A journal's path in this folder.</summary>
    public string SqliteFile => Path.Combine(folder.Path, "journal.db");

    public void Dispose()
    {
        foreach (var node in running)
        {
            if (!node.HasExited) node.Kill();
            node.WaitForExit();
            node.Dispose();
        }

        folder.Dispose();
    }

    /// <param name="frame">A command that runs the program in another place.</param>
    public Process Host(string address, params string[] frame) => Start(frame, ["host", "small.conf", "--journal", address, .. search, .. Quick]);

    public Process Join(string address, params string[] frame) => Start(frame, ["join", "--journal", address, .. Quick]);

    /// <summary>What a node has written to its log so far.</summary>
    public string Said(Process node)
    {
        lock (said[node]) return said[node].ToString();
    }

    public async Task Says(Process node, string words)
    {
        for (var patience = Stopwatch.StartNew(); !Said(node).Contains(words, StringComparison.Ordinal); await Task.Delay(50))
            Assert.True(!node.HasExited && patience.Elapsed < TimeSpan.FromMinutes(2), Said(node));
    }

    public static void Stop(Process node) => Send(node, StopSignal);

    public static void Continue(Process node) => Send(node, ContinueSignal);

    public async Task Leave(params Process[] leaving)
    {
        foreach (var node in leaving)
        {
            Send(node, TerminateSignal);
            await node.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
            Assert.True(node.ExitCode == 0, Said(node));
        }
    }

    /// <summary>The decisions in the journal are, byte for byte, those of one process that nothing disturbed, and follow from their inputs; nothing in it breaks a guarantee.</summary>
    public async Task DecidedAsUndisturbed(string address)
    {
        var undisturbed = await Undisturbed.GetOrAdd(births, _ => new(DecideUndisturbed)).Value;
        await using var store = await Journals.Open(JournalAddress.Parse(address), JournalAccess.ReadOnly);
        var run = (await store.FindRun("small"))!;
        Assert.Equal(undisturbed, await Decisions(store, run));
        Assert.Empty(await HistoryChecker.Check(store, run));
        for (var island = 0; island < Islands; island++)
            Assert.Null((await Replay.Verify(store, new ActorId(run.Id, IslandDecisions.Name(island)), new GeneticBreeder())).Difference);
    }

    public Task Births(string address, int count) => Look(address, view => view.Islands.Values.Sum(i => i.State.Births) >= count);

    public Task Ended(string address) => Look(address, view => view.Run.State == RunState.Ended);

    public Task Joined(string address, int count) =>
        Asked(address, async store => (await store.Nodes()).Count(n => n.State == NodeState.Active) == count);

    /// <summary>Returns when the journal looks as wanted; a database that is away is asked again.</summary>
    public async Task Asked(string address, Func<IStore, Task<bool>> wanted)
    {
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromMinutes(3);)
        {
            await Task.Delay(50);
            foreach (var node in running.Where(n => n.HasExited && n.ExitCode is not (0 or KilledCode)))
                Assert.Fail($"a node ended with exit code {node.ExitCode}: {Said(node)}");
            try
            {
                await using var store = await Journals.Open(JournalAddress.Parse(address), JournalAccess.ReadOnly);
                if (await wanted(store)) return;
            }
            catch (JournalException)
            {
                // Being created, or being restarted.
            }
        }

        Assert.Fail($"the run does not get on. {string.Join('\n', running.Select(n => $"Node {n.Id} says: {Said(n)}"))}");
    }

    Task Look(string address, Func<RunView, bool> wanted) => Asked(address, async store =>
    {
        if (await store.FindRun("small") is not { } run) return false;
        var view = new RunView(store, run);
        await view.Refresh();
        return wanted(view);
    });

    Process Start(string[] frame, string[] arguments)
    {
        var node = program.StartWithin(frame, arguments);
        var text = said[node] = new StringBuilder();
        node.OutputDataReceived += (_, line) => Append(line.Data);
        node.ErrorDataReceived += (_, line) => Append(line.Data);
        node.BeginOutputReadLine();
        node.BeginErrorReadLine();
        running.Add(node);
        return node;

        void Append(string? line)
        {
            lock (text) text.AppendLine(line);
        }
    }

    async Task<string> DecideUndisturbed()
    {
        using var calm = new TemporaryFolder();
        var alone = new LossActorsProcess(calm.Path);
        alone.File("small.conf", SmallSearch.Conf);
        var ended = alone.Run(["run", "small.conf", "--plain", "--journal", "sqlite:calm.db", .. search]);
        Assert.True(ended.ExitCode == 0, ended.Error);
        await using var store = await Journals.Open(JournalAddress.Parse($"sqlite:{Path.Combine(calm.Path, "calm.db")}"), JournalAccess.ReadOnly);
        return await Decisions(store, (await store.FindRun("small"))!);
    }

    static async Task<string> Decisions(IStore store, RunRecord run)
    {
        var decisions = new StringBuilder();
        await foreach (var line in DecisionLog.Lines(store, run, Islands)) decisions.AppendLine(line);
        Assert.NotEqual(0, decisions.Length);
        return decisions.ToString();
    }

    static void Send(Process node, int signal) => Assert.Equal(0, Signal(node.Id, signal));

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int pid, int signal);
}
