using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using LossActors.FormerPersistence.Sqlite;

namespace LossActors.FormerPersistence.Tests.Sqlite;

/// <summary>
/// This test program started again as a process that can be killed: it owns one actor of a journal, commits turns in a loop, and
/// prints each sequence number once the store has acknowledged it.
/// </summary>
static class ChildProcess
{
    const string Variable = "LOSSACTORS_TEST_CHILD";
    public static readonly RunId Run = new("run");

    public static Process Start(string journal, string actor)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        start.Environment[Variable] = $"{journal}|{actor}";
        return Process.Start(start)!;
    }

    /// <summary>
    /// A module's initializer runs before the test runner's Main, and the child never gets there. Other threads cannot run this
    /// module's code until it returns, so everything here waits on the one thread.
    /// </summary>
    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "The test runner owns Main.")]
    internal static void BecomeTheChild()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split('|') is [var journal, var actor])
            WriteTurns(SqliteStore.Open(journal, JournalAccess.Existing), new(Run, actor));
    }

    static void WriteTurns(SqliteStore store, ActorId actor)
    {
        var me = new NodeId($"{actor.Name}-{Environment.ProcessId}");
        foreach (var former in Wait(store.Nodes()))
        {
            if (former.Info.Name == actor.Name)
                store.DeclareDead(former.Info.Id, lostWorkIsSuspect: false).AsTask().Wait();
        }

        store.Join(new(me, actor.Name, "boot", Environment.ProcessId, 0, "{}"), TimeSpan.FromSeconds(15)).AsTask().Wait();
        var lease = Wait(store.TakeOver(me, [actor]))[0];
        for (var seq = lease.Seq; ; seq += 2)
        {
            var turn = new Turn(actor, seq, lease.Term, $"{me}/{seq}", [Event(seq), Event(seq + 1)])
            {
                Messages = [new("listener", "Told", Encoding.UTF8.GetBytes(seq.ToString(CultureInfo.InvariantCulture)))],
            };
            if (Wait(store.Commit(turn)) != TurnOutcome.Committed)
                throw new InvalidOperationException($"The turn at {seq} did not commit.");
            Console.WriteLine(seq + 2);
        }
    }

    static T Wait<T>(ValueTask<T> answer) => answer.AsTask().GetAwaiter().GetResult();

    static NewEvent Event(long seq) => new("Born", 1, new byte[seq % 500]);
}
