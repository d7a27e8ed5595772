using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using LossActors.Actors.Entities;
using LossActors.Cluster.Tests.Histories;
using LossActors.Host.Nodes;
using LossActors.Host.Tests.Program;
using LossActors.Persistence.Addresses;
using LossActors.Persistence.Bytes;
using LossActors.Persistence.Databases;
using LossActors.Persistence.Nodes;
using LossActors.Persistence.Reading;
using LossActors.Persistence.Views;

namespace LossActors.Cluster.Tests;

/// <summary>Processes of the program as people start them, in a folder of their own, all at work on one small search.</summary>
sealed class Nodes : IDisposable
{
    const int KilledCode = 128 + 9;

    static readonly RunId Small = new("small");
    static readonly string[] OneLane = ["--set", "devices.cpu.lanes=1", "--set", "log.file=null"];
    static readonly ConcurrentDictionary<int, Lazy<Task<RunHistory>>> Calm = [];

    readonly TemporaryFolder folder = new();
    readonly int births;
    readonly LossActorsProcess program;
    readonly List<Process> running = [];
    readonly ConcurrentDictionary<Process, StringBuilder> said = [];

    /// <param name="births">Losses that each of the three islands breeds.</param>
    public Nodes(int births)
    {
        this.births = births;
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

    public Process Host(string address, params string[] more) =>
        Start([], ["host", "small.conf", "--journal", address, .. Search(births), .. more]);

    public Process Join(string address, params string[] more) => Start([], ["join", "--journal", address, .. OneLane, .. more]);

    public Process Steer(string address) => Start([], ["steer", "population=8", "--journal", address]);

    public void Pause(string address)
    {
        var paused = program.Run("pause", "--journal", address);
        Assert.True(paused.ExitCode == 0, paused.Error);
    }

    /// <param name="frame">A command that runs the program in another place.</param>
    public Process JoinWithin(string[] frame, string address, params string[] more) =>
        Start(frame, ["join", "--journal", address, .. OneLane, .. more]);

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

    public async Task Drain(string address, Process node)
    {
        var id = (await Rows(address)).Single(r => r.Entry.Pid == node.Id && r.State == NodeState.Up).Key.Incarnation.Id;
        var drained = program.Run("drain", id, "--journal", address);
        Assert.True(drained.ExitCode == 0, drained.Error);
        await HasLeft(node);
    }

    public async Task Leave(params Process[] leaving)
    {
        foreach (var node in leaving)
        {
            Signals.Terminate(node);
            await HasLeft(node);
        }
    }

    /// <summary>
    /// The decisions in the journal are, byte for byte, those of one process that nothing disturbed; nothing in it breaks a guarantee.
    /// </summary>
    public async Task DecidedAsUndisturbed(string address)
    {
        var calm = await Undisturbed(births);
        await using var database = await Database.Open(JournalAddress.Parse(address), JournalAccess.ReadOnly);
        var history = await RunHistory.Read(database, Small);
        Assert.Empty(HistoryChecker.Check(history));
        Assert.Equal(calm.Decisions(), history.Decisions());
        Assert.Equal(calm.Evaluations.Select(e => e.PersistenceId).Order(), history.Evaluations.Select(e => e.PersistenceId).Order());
        Assert.Empty(await new ParkedTable(database).Read());
    }

    /// <summary>What one process has on record that worked alone on SQLite.</summary>
    public static Task<RunHistory> Undisturbed(int births) => Calm.GetOrAdd(births, b => new(() => DecideUndisturbed(b))).Value;

    public Task Births(string address, int count) => Look(address, view => view.Islands.Values.Sum(i => i.State.Births) >= count);

    public Task Ended(string address) => Look(address, view => view.HasEnded);

    /// <summary>Returns when so many nodes are up.</summary>
    public Task Joined(string address, int count) =>
        Asked(address, async database => (await new NodeTable(database).Read()).Count(n => n.State == NodeState.Up) == count);

    /// <summary>Returns when every life of a process is buried.</summary>
    public Task Buried(string address, Process node) =>
        Asked(address, async database => (await new NodeTable(database).Read())
            .Where(n => n.Entry.Pid == node.Id).All(n => n.State == NodeState.Down));

    public static async Task<List<NodeRow>> Rows(string address)
    {
        await using var database = await Database.Open(JournalAddress.Parse(address), JournalAccess.ReadOnly);
        return await new NodeTable(database).Read();
    }

    /// <summary>Returns when the journal looks as wanted; a database that is away is asked again.</summary>
    public async Task Asked(string address, Func<Database, Task<bool>> wanted)
    {
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromMinutes(3); await Task.Delay(100))
        {
            foreach (var node in running.Where(n => n.HasExited && n.ExitCode is not (0 or KilledCode)))
                Assert.Fail($"a node ended with exit code {node.ExitCode}: {Said(node)}");
            try
            {
                await using var database = await Database.Open(JournalAddress.Parse(address), JournalAccess.ReadOnly);
                if (await wanted(database)) return;
            }
            catch (JournalException)
            {
                // Being created, or being restarted.
            }
        }

        // The table last: a log of tests is shown from its end.
        Assert.Fail(
            $"the run does not get on. {string.Join('\n', running.Select(n => $"Node {n.Id} says: {Said(n)}"))}\n"
            + string.Join('\n', (await Rows(address)).Select(r => $"{r.Key} of {r.Entry.Pid}: {r.State}, {r.BeatAge:0} s ago")));
    }

    Task Look(string address, Func<RunView, bool> wanted) => Asked(address, async database =>
    {
        var view = new RunView(new JournalReader(database, new EventBytes(NodeComposition.Codecs)), Small);
        await view.Refresh();
        return wanted(view);
    });

    async Task HasLeft(Process node)
    {
        await node.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(node.ExitCode == 0, Said(node));
    }

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

    static string[] Search(int births) => ["--set", $"run.births={births}", "--set", "evaluation.steps=4000", .. OneLane];

    static async Task<RunHistory> DecideUndisturbed(int births)
    {
        using var calm = new TemporaryFolder();
        var alone = new LossActorsProcess(calm.Path);
        alone.File("small.conf", SmallSearch.Conf);
        var ended = await Task.Run(() => alone.Run(["run", "small.conf", "--plain", "--journal", "sqlite:calm.db", .. Search(births)]));
        Assert.True(ended.ExitCode == 0, ended.Error);
        var address = JournalAddress.Parse($"sqlite:{Path.Combine(calm.Path, "calm.db")}");
        await using var database = await Database.Open(address, JournalAccess.ReadOnly);
        return await RunHistory.Read(database, Small);
    }
}
