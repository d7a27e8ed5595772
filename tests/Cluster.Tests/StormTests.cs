using System.Diagnostics;
using System.Runtime.InteropServices;
using LossActors.Actors.Runs;
using LossActors.Host.Tests.Program;
using LossActors.Persistence;
using LossActors.Persistence.Tests.Postgres;

namespace LossActors.Cluster.Tests;

public sealed partial class StormTests(PostgresServer postgres) : IDisposable
{
    const int Stop = 19, Continue = 18, Terminate = 15, Kill = 9;

    static readonly string[] Search = ["--set", "run.births=24", "--set", "evaluation.steps=4000", "--set", "devices.cpu.lanes=1"];
    static readonly string[] Quick = ["--set", "devices.cpu.lanes=1", "--set", "node.lease=3s", "--set", "node.renewal=500ms", "--set", "node.poll=100ms", "--set", "log.file=null"];

    readonly TemporaryFolder folder = new();
    readonly List<Process> nodes = [];

    public void Dispose()
    {
        foreach (var node in nodes)
        {
            if (!node.HasExited) node.Kill();
            node.Dispose();
        }

        folder.Dispose();
    }

    [Fact, Trait("guarantee", "G1"), Trait("guarantee", "G7"), Trait("guarantee", "G8"), Trait("guarantee", "G9")]
    public async Task Nodes_that_join_die_and_stall_and_a_database_that_crashes_change_no_decision()
    {
        var program = new LossActorsProcess(folder.Path);
        program.File("small.conf", SmallSearch.Conf);
        var calm = program.Run(["run", "small.conf", "--plain", "--journal", "sqlite:calm.db", .. Search]);
        Assert.True(calm.ExitCode == 0, calm.Error);
        var address = await postgres.NewJournal();

        var first = Start(program, ["host", "small.conf", "--journal", address, .. Search, .. Quick]);
        await Births(address, 6);
        var second = Start(program, ["join", "--journal", address, .. Quick]);
        await Joined(address, 2);
        await Births(address, 24);
        var third = Start(program, ["join", "--journal", address, .. Quick]);
        // A node that finds no database when it starts says so and ends; only one that has joined must live through the rest.
        await Joined(address, 3);
        await Births(address, 30);
        Send(second.Id, Kill);
        await Births(address, 34);
        await postgres.CrashAndRestart(TimeSpan.FromMilliseconds(500));
        await Births(address, 40);
        Send(first.Id, Stop);
        await Task.Delay(TimeSpan.FromSeconds(6));
        Send(first.Id, Continue);
        await Births(address, 50);
        await postgres.CrashAndRestart(TimeSpan.FromMilliseconds(500));
        await Look(address, view => view.Run.State == RunState.Ended);

        foreach (var node in new[] { first, third })
        {
            Send(node.Id, Terminate);
            Assert.True(node.WaitForExit(20_000), "a node did not leave within twenty seconds");
            Assert.Equal(0, node.ExitCode);
        }

        Assert.Equal(Decisions(program, "sqlite:calm.db"), Decisions(program, address));
        var replayed = program.Run("replay", "--verify", "--journal", address);
        Assert.True(replayed.ExitCode == 0, replayed.Error);
    }

    Process Start(LossActorsProcess program, string[] arguments)
    {
        var node = program.Start(arguments);
        _ = node.StandardOutput.ReadToEndAsync();
        _ = node.StandardError.ReadToEndAsync();
        nodes.Add(node);
        return node;
    }

    Task Births(string address, int count) => Look(address, view => view.Islands.Values.Sum(i => i.State.Births) >= count);

    static Task Joined(string address, int count) =>
        Asked(address, async store => (await store.Nodes()).Count(n => n.State == NodeState.Active) == count);

    static Task Look(string address, Func<RunView, bool> wanted) => Asked(address, async store =>
    {
        if (await store.FindRun("small") is not { } run) return false;
        var view = new RunView(store, run);
        await view.Refresh();
        return wanted(view);
    });

    /// <summary>Returns when the journal looks as wanted; a database that is away is asked again.</summary>
    static async Task Asked(string address, Func<IStore, Task<bool>> wanted)
    {
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromMinutes(5);)
        {
            await Task.Delay(50);
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

        Assert.Fail("the run does not get on");
    }

    static string Decisions(LossActorsProcess program, string journal)
    {
        var decisions = program.Run("journal", "--journal", journal, "--decisions");
        Assert.True(decisions.ExitCode == 0, decisions.Error);
        Assert.NotEmpty(decisions.Output);
        return decisions.Output;
    }

    static void Send(int pid, int signal) => Assert.Equal(0, Signal(pid, signal));

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int pid, int signal);
}
