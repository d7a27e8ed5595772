namespace LossActors.Host.Tests.Program;

public sealed class CheckTests : IDisposable
{
    readonly TemporaryFolder folder = new();
    readonly LossActorsProcess program;

    public CheckTests()
    {
        program = new LossActorsProcess(folder.Path);
        program.File("small.conf", SmallSearch.Conf);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_search_is_described_and_its_journal_is_as_it_was()
    {
        var told = Done("small.conf", "--journal", "sqlite:new/run.db", "--summary", "sum.json", "--set", "log.file=logs/x.log");
        Assert.Contains("small.conf, a search: 3 islands × 12 births", told);
        Assert.Contains("sqlite:new/run.db, which is to be made", told);
        Assert.Contains("6 numbers", told);
        Assert.Contains("two steps with each of ce, ", told);
        Assert.Contains("mlp 16, 180 parameters: ", told);
        Assert.Contains("an estimate", told);
        Assert.Equal(["small.conf"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));

        string[] four = ["small.conf", "--journal", "sqlite:run.db", "--set", "run.births=4"];
        Assert.Equal(0, program.Run(["run", "--plain", .. four]).ExitCode);
        var before = File.ReadAllBytes(Path.Combine(folder.Path, "run.db"));
        Assert.Contains("where 'small' has ended", Done(four));
        Refused(2, "founded with other search keys and has results", "small.conf", "--journal", "sqlite:run.db");
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(folder.Path, "run.db")));
    }

    [Fact]
    public void A_file_with_a_compare_block_of_its_own_is_a_comparison()
    {
        program.File("small.conf", CompareTests.Conf);
        var told = Done("small.conf", "--report", "new/report");
        Assert.Contains("a comparison by its compare keys: 5 losses × 2 networks × 6 draws", told);
        // On two networks five losses at two rates each, then on six draws.
        Assert.Contains("about 80 trainings", told);
        Assert.Equal(["small.conf"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void What_run_would_meet_late_is_met_now()
    {
        program.File("file", "");
        File.WriteAllBytes(Path.Combine(folder.Path, "net.pt"), [1, 2, 3]);
        Refused(2, "its folder is not there", "small.conf", "--summary", "nowhere/sum.json");
        Refused(2, "it is a file; name a folder", "small.conf", "--report", "file");
        Refused(2, "it is a file; name a folder", "small.conf", "--set", "log.file=file/x.log");
        Refused(4, "The journal", "small.conf", "--journal", "sqlite:file/run.db");
        Refused(4, "is no SQLite database", "small.conf", "--journal", "sqlite:small.conf");
        program.File("small.conf", SmallSearch.Conf.Replace("kind = mlp, hidden = [16]", "kind = torchscript, path = net.pt"));
        Refused(3, "no TorchScript file", "small.conf");
    }

    string Done(params string[] line) => program.Done(["check", .. line]);

    void Refused(int exitCode, string why, params string[] line)
    {
        var outcome = program.Run(["check", .. line]);
        Assert.True(outcome.ExitCode == exitCode, $"{outcome.ExitCode}: {outcome.Error}");
        Assert.Contains(why, outcome.Error);
        Assert.DoesNotContain("   at ", outcome.Error);
    }
}
