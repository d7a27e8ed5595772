using LossActors.Genetics.Genomes;
using LossActors.Host.Commands;
using LossActors.Host.Running;
using LossActors.Persistence.Nodes;
using Microsoft.Data.Sqlite;

namespace LossActors.Host.Tests.Program;

public sealed class LookTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Islands_and_a_watched_status_show_a_run_that_has_ended()
    {
        var program = Searched("a.db", births: 6);

        var islands = program.Run("islands", "--journal", "sqlite:a.db").Output.Split('\n').Where(l => l.Contains("6/6")).ToList();
        Assert.Equal(3, islands.Count);
        Assert.All(islands, l => Assert.EndsWith("ended", l.TrimEnd()));

        var plain = program.Run("islands", "--plain", "--journal", "sqlite:a.db").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, plain.Length);
        Assert.All(plain, (l, i) => Assert.StartsWith($"island {i}  births 6/6  scored 6  ", l));

        using var watch = program.Start("status", "--watch", "--journal", "sqlite:a.db");
        Assert.Equal("small: ended", watch.StandardOutput.ReadLine());
        Signals.Interrupt(watch);
        // What does not change is not shown again.
        Assert.DoesNotContain("small: ended", watch.StandardOutput.ReadToEnd());
        Assert.True(watch.WaitForExit(120_000));
        Assert.Equal(130, watch.ExitCode);
    }

    [Theory]
    [InlineData(NodeState.Up, true, "leaving")]
    [InlineData(NodeState.Up, false, "up")]
    [InlineData(NodeState.Down, true, "drained")]
    [InlineData(NodeState.Down, false, "down")]
    public void A_node_that_was_sent_away_is_told_from_one_that_died(NodeState state, bool drain, string word)
    {
        var key = new NodeKey("akka.ssl.tcp://lossactors@127.0.0.1:1", new("0123456789abcdef"));
        var node = new NodeRow(new NodeEntry(key, 1, "", Array.Empty<byte>(), "machine", "", 7, "", ""), state, 1, 0, drain);
        Assert.Contains($"process 7  {word}  akka", NodesCommand.Line(node, []), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_whose_process_was_killed_is_none_to_who_looks_and_to_who_would_drain_it()
    {
        var key = new NodeKey("akka.ssl.tcp://lossactors@127.0.0.1:1", new("0123456789abcdef"));
        await using (var journal = await WorkPlace.Open($"sqlite:{folder.Path}/a.db"))
        {
            var table = new NodeTable(journal);
            await table.List(new(key, 1, "", Array.Empty<byte>(), "machine", LocalLook.Boot, Environment.ProcessId, "0", ""));
            await journal.Use(session => session.Run("UPDATE node SET state = 'up'"));
        }

        var program = new LossActorsProcess(folder.Path);
        Assert.StartsWith("No node works on this journal", program.Done("nodes", "--journal", "sqlite:a.db"));
        Assert.Contains($"process {Environment.ProcessId}  gone  akka", program.Done("nodes", "--all", "--journal", "sqlite:a.db"));
        program.Refused("names no living node", "drain", "0", "--journal", "sqlite:a.db");
    }

    [Fact]
    public void Losses_are_listed_a_line_each_and_help_needs_no_dashes()
    {
        var program = new LossActorsProcess(folder.Path);
        var lines = program.Run("losses", "--plain").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(NamedLosses.All, loss => Assert.Single(lines, line => line.Split(["  ", "("], StringSplitOptions.None)[0] == loss.Name));
        Assert.Equal(program.Run("run", "--help").Output, program.Run("help", "run").Output);
    }

    /// <summary>Decisions can be derived again without an evaluation's journal or an index: the damage is in those.</summary>
    [Fact]
    public void Damage_where_no_decision_looks_is_found()
    {
        var program = Searched("sound.db", births: 4);
        Finds("is not what was written", "UPDATE journal SET message = message || ' ' WHERE manifest LIKE 'evaluation:%'");
        Finds("is missing", "DELETE FROM journal WHERE persistence_id LIKE 'evaluation/%' AND sequence_number = 1");
        Finds("is damaged (", "INSERT INTO tags VALUES (1, 'run', 1, 'run/small')", page: "tags_by_tag");

        void Finds(string fault, string sql, string? page = null)
        {
            var damaged = Path.Combine(folder.Path, "damaged.db");
            File.Delete(damaged);
            Sql("sound.db", $"VACUUM INTO '{damaged}'");
            Sql("damaged.db", sql);
            if (page is not null)
            {
                var root = Sql("damaged.db", $"SELECT rootpage FROM sqlite_master WHERE name = '{page}'");
                using var file = File.OpenWrite(damaged);
                file.Position = root * Sql("damaged.db", "PRAGMA page_size") - 200;
                file.Write(new byte[200]);
            }

            var verified = program.Run("replay", "--verify", "--journal", "sqlite:damaged.db");
            Assert.Equal(4, verified.ExitCode);
            Assert.Contains(fault, verified.Error, StringComparison.Ordinal);
            Assert.EndsWith("backup.\n", verified.Error, StringComparison.OrdinalIgnoreCase);
        }
    }

    LossActorsProcess Searched(string file, int births)
    {
        var program = new LossActorsProcess(folder.Path);
        program.File("small.conf", SmallSearch.Conf);
        var run = program.Run("run", "small.conf", "--plain", "--journal", $"sqlite:{file}", "--set", $"run.births={births}");
        Assert.True(run.ExitCode == 0, run.Error);
        return program;
    }

    long Sql(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Path, file)};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is long number ? number : 0;
    }
}
