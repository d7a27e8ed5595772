using System.Diagnostics;
using LossActors.Cluster.Tests.Shared;
using LossActors.Host.Tests.Program;
using LossActors.Persistence.Tests.Databases;
using Microsoft.Data.Sqlite;

namespace LossActors.Cluster.Tests;

/// <summary>A process is stopped where it hurts most: inside an open transaction.</summary>
public sealed class SuspensionTests(PostgresServer postgres) : IDisposable
{
    readonly Nodes nodes = new(births: 12);

    public void Dispose() => nodes.Dispose();

    /// <summary>SQLite gives its lock to nobody while such a process lives: the others wait, and lose nothing.</summary>
    [Fact, Trait("guarantee", "G1"), Trait("guarantee", "G7"), Trait("guarantee", "G8")]
    public async Task A_process_stopped_inside_a_transaction_of_SQLite_is_waited_for_and_once_dead_taken_over()
    {
        var address = $"sqlite:{nodes.SqliteFile}";
        var first = nodes.Host(address);
        await nodes.Joined(address, 1);
        var second = nodes.Join(address);
        await nodes.Joined(address, 2);
        await nodes.Births(address, 6);

        await StopInsideATransaction(first);
        await Task.Delay(TimeSpan.FromSeconds(5));
        Signals.Continue(first);
        await nodes.Births(address, 12);

        await StopInsideATransaction(first);
        first.Kill();
        await nodes.Ended(address);
        Assert.False(second.HasExited, nodes.Said(second));
        await nodes.Leave(second);
        await nodes.DecidedAsUndisturbed(address);
    }

    /// <summary>
    /// The end of a step is held back on its way and its process stopped: the server sees a client that does not go on, with the key of the
    /// next event in its hands.
    /// </summary>
    [Fact, Trait("guarantee", "G1"), Trait("guarantee", "G7"), Trait("guarantee", "G8")]
    public async Task A_process_stopped_inside_a_transaction_of_PostgreSQL_is_taken_over_and_fenced()
    {
        var address = await postgres.NewJournal();
        await using var proxy = new FaultyProxy(postgres.Port);
        var first = nodes.Host($"{address};Port={proxy.Port}");
        await nodes.Joined(address, 1);
        await nodes.Births(address, 3);

        // Alone, it hosts every island: a second node might leave it none, and then it would never commit a birth.
        var (born, stopped) = (false, new TaskCompletionSource());
        proxy.CutShort = sent =>
        {
            if (stopped.Task.IsCompleted) return null;
            born |= sent.Span.IndexOf(":Born:"u8) >= 0;
            if (!born || sent.Span.IndexOf("COMMIT"u8) < 0) return null;
            Signals.Stop(first);
            stopped.SetResult();
            return 0;
        };
        await stopped.Task.WaitAsync(TimeSpan.FromMinutes(2));
        var second = nodes.Join(address);
        await nodes.Buried(address, first);
        await nodes.Births(address, 20);
        Signals.Continue(first);
        proxy.Reset();

        await nodes.Ended(address);
        await nodes.Says(first, "it joins again as a new one");
        await nodes.Leave(first, second);
        await nodes.DecidedAsUndisturbed(address);
    }

    /// <summary>Stops it again and again, until it stands still with the write lock in its hands.</summary>
    async Task StopInsideATransaction(Process node)
    {
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromMinutes(2);)
        {
            Assert.False(node.HasExited, nodes.Said(node));
            await Task.Delay(Random.Shared.Next(5, 30));
            Signals.Stop(node);
            if (IsLocked()) return;
            Signals.Continue(node);
        }

        Assert.Fail($"the node was never caught inside a transaction. {nodes.Said(node)}");
    }

    /// <summary>Whether nobody gets the write lock for a second: the living give it back at once.</summary>
    bool IsLocked()
    {
        using var connection = new SqliteConnection($"Data Source={nodes.SqliteFile};Mode=ReadWrite;Pooling=false;Default Timeout=1");
        connection.Open();
        try
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            return false;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == 5)
        {
            return true;
        }
    }
}
