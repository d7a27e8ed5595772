
namespace LossActors.Host.Tests.Program;

/// <summary>People and a run: hold it back, let it go on, send its node away, look at what is there.</summary>
public sealed class OperateTests : IDisposable
{
    static readonly string[] Journal = ["--journal", "sqlite:run.db"];

    readonly TemporaryFolder folder = new();
    readonly LossActorsProcess program;

    public OperateTests()
    {
        program = new LossActorsProcess(folder.Path);
        program.File("small.conf", SmallSearch.Conf);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_run_is_paused_and_its_node_sent_away_and_it_goes_on_where_no_node_lives()
    {
        string[] longer = ["--set", "run.births=200", "--set", "evaluation.steps=3000"];
        using (var run = program.Start(["run", "small.conf", "--plain", .. Journal, .. longer]))
        {
            var output = run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var error = run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await new JournalFile(Path.Combine(folder.Path, "run.db")).Searched(run);

            Assert.Equal("small: paused\n", Done("pause"));
            Assert.StartsWith("small: paused", Done("status"));
            Refused("is paused, so there is nothing to pause", "pause");
            Refused("where this machine cannot listen", "continue", "--set", "node.host=300.1.1.1");
            var node = Done("nodes");
            Assert.Contains($"process {run.Id}  up", node);
            Refused("names no living node", "drain", "zzz");
            Assert.Contains($"(process {run.Id}) leaves.", Done("drain", node.Split(' ')[0]));
            await run.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(130, run.ExitCode);
            Assert.DoesNotContain(" WRN ", await error);
            Assert.DoesNotContain(" ERR ", await error);
            Assert.Contains("resume", await output);
        }

        Assert.Contains("no node is working on it", Done("status"));
        Assert.StartsWith("No node works on this journal", Done("nodes"));
        Refused("is 7, but the islands of this run are 0 to 2", "steer", "window=2", "--island", "7");
        Refused("rests: no node works on it", "steer", "window=2");
        Assert.Equal("small: running\n", Done("continue"));
        Assert.StartsWith("small: running", Done("status"));
    }

    [Fact]
    public void A_journal_where_nobody_may_write_is_looked_at_and_nothing_else()
    {
        var ended = program.Run(["run", "small.conf", "--plain", .. Journal, "--set", "run.births=6"]);
        Assert.True(ended.ExitCode == 0, ended.Error);
        Assert.Equal("", ended.Error);
        LooksWithoutPermission();
        AsRoot.Run("mount", "--bind", folder.Path, folder.Path);
        try
        {
            AsRoot.Run("mount", "-o", "remount,bind,ro", folder.Path);
            Assert.StartsWith("small: ended", Done("status"));
            Assert.StartsWith("island/0 Founded {", Done("journal", "--decisions"));
            Assert.Contains("all as in the journal", Done("replay", "--verify"));
            Assert.Contains("6/6", Done("islands"));
            Assert.Contains("ended  18/18 births", Done("runs", "--plain"));
            Assert.StartsWith("No node works", Done("nodes"));
            Assert.Contains("class ", Done("export"));
            Assert.Contains("def objective(logits, target", Done("export", "--rank", "1", "--format", "numpy"));
            Assert.Contains("hall of fame of run small", Done("export", "--complexity", "40"));
            Assert.Contains("the simplest of the hall of fame has", program.Run(["export", .. Journal, "--complexity", "0"]).Error);
            Assert.Contains("write 1 for the best to", program.Run(["export", .. Journal, "--rank", "99"]).Error);
            var refused = program.Run(["run", "small.conf", "--plain", .. Journal, "--set", "run.births=6"]);
            Assert.Equal(4, refused.ExitCode);
            Assert.Contains("may not be written", refused.Error);
        }
        finally
        {
            AsRoot.Run("umount", folder.Path);
        }
    }

    /// <summary>As a user whom the folder's and the file's modes bind, and root without this capability is one.</summary>
    void LooksWithoutPermission()
    {
        AsRoot.Run("chmod", "a-w", Path.Combine(folder.Path, "run.db"), folder.Path);
        var looked = program.RunWithin(["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"], ["status", .. Journal]);
        AsRoot.Run("chmod", "u+w", folder.Path, Path.Combine(folder.Path, "run.db"));
        Assert.True(looked.ExitCode == 0, looked.Error);
        Assert.StartsWith("small: ended", looked.Output);
    }

    [Fact]
    public void A_journal_of_the_former_version_is_refused_in_one_sentence()
    {
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={folder.Path}/run.db;Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            // As the program before Akka.NET made it.
            command.CommandText =
                """
                PRAGMA journal_mode = WAL;
                PRAGMA application_id = 0x4C6F4163;
                CREATE TABLE schema_version(version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL, checksum TEXT NOT NULL) STRICT;
                CREATE TABLE run(
                    number INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE, config TEXT NOT NULL,
                    fingerprint TEXT NOT NULL, arithmetic_class TEXT, state TEXT NOT NULL, stop_at INTEGER,
                    created_at INTEGER NOT NULL) STRICT;
                """;
            command.ExecuteNonQuery();
        }

        foreach (string[] wish in new string[][] { ["run", "small.conf"], ["resume"], ["status"], ["pause"], ["nodes"] })
        {
            var refused = program.Run([.. wish, .. Journal]);
            Assert.Equal(4, refused.ExitCode);
            Assert.Contains("is of the former version of LossActors, from before Akka.NET", refused.Error);
            Assert.Single(refused.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    string Done(params string[] line) => program.Done([.. line, .. Journal]);

    void Refused(string why, params string[] line) => program.Refused(why, [.. line, .. Journal]);
}
