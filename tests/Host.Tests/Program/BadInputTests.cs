
namespace LossActors.Host.Tests.Program;

public sealed class BadInputTests : IDisposable
{
    readonly TemporaryFolder folder = new();
    readonly LossActorsProcess program;

    public BadInputTests()
    {
        program = new LossActorsProcess(folder.Path);
        program.File("small.conf", SmallSearch.Conf);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_unknown_key_is_named_with_its_place_and_the_key_that_was_meant() =>
        Refused(
            2,
            "small.conf:3:",
            "populaton",
            "did you mean islands.population",
            SmallSearch.Conf.Replace("population = 6", "populaton = 6"));

    [Fact]
    public void A_value_of_the_wrong_type_is_named_with_what_is_expected() =>
        Refused(2, "small.conf:2:", "run.births", "a whole number", SmallSearch.Conf.Replace("births = 12", "births = many"));

    [Fact]
    public void A_formula_that_does_not_parse_is_named_with_the_place_in_it() =>
        Refused(2, "evolution.seeds", "log(q)", "q", SmallSearch.Conf.Replace("[ce, ngl]", "[ce, \"-y*log(q)\"]"));

    [Fact]
    public void A_window_over_half_the_population_is_refused() =>
        Refused(2, "islands.window", "half the population", "lower it", SmallSearch.Conf.Replace("window = 3", "window = 4"));

    [Fact]
    public void A_truncated_image_file_is_named_with_its_size()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "cifar"));
        File.WriteAllBytes(Path.Combine(folder.Path, "cifar", "data_batch_1.bin"), new byte[3073 * 20 - 5]);
        File.WriteAllBytes(Path.Combine(folder.Path, "cifar", "test_batch.bin"), new byte[3073 * 10]);
        Refused(3, "data_batch_1.bin", "61455", "3073", Images("dataset { kind = cifar, path = cifar }"));
    }

    [Fact]
    public void A_label_out_of_range_is_named_with_its_record()
    {
        WriteIdx(count: 20, label: i => i == 7 ? (byte)12 : (byte)(i % 10));
        Refused(3, "labels.idx", "12", "7", Images("dataset { kind = idx, images = images.idx, labels = labels.idx }"));
    }

    [Fact]
    public void An_empty_data_set_is_refused()
    {
        WriteIdx(count: 0, label: _ => 0);
        Refused(3, "images.idx", "", "", Images("dataset { kind = idx, images = images.idx, labels = labels.idx }"));
    }

    [Fact]
    public void A_missing_data_set_is_named() =>
        Refused(3, "nowhere", "no such folder", "dataset.path", Images("dataset { kind = cifar, path = nowhere }"));

    [Fact]
    public void A_file_that_is_no_journal_is_left_alone()
    {
        program.File("novel.db", "It was a dark and stormy night; the rain fell in torrents, except at occasional intervals.");
        var refused = program.Run("run", "small.conf", "--journal", "sqlite:novel.db");
        Assert.Equal(4, refused.ExitCode);
        Assert.Contains("novel.db", refused.Error);
        Assert.StartsWith("It was a dark", File.ReadAllText(Path.Combine(folder.Path, "novel.db")));
    }

    [Fact]
    public void A_run_file_changed_since_the_founding_is_refused_with_the_difference()
    {
        Assert.Equal(0, program.Run("run", "small.conf", "--plain", "--journal", "sqlite:run.db", "--set", "run.births=6").ExitCode);
        var refused = program.Run(
            "run", "small.conf", "--plain", "--journal", "sqlite:run.db", "--set", "run.births=7", "--set", "islands.window=2");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("run.births", refused.Error);
        Assert.Contains("6 → 7", refused.Error);
        Assert.Contains("3 → 2", refused.Error);

        // What is no search key may change, and the ended run tells its result again.
        var again = program.Run(
            "run", "small.conf", "--plain", "--journal", "sqlite:run.db", "--set", "run.births=6", "--set", "devices.cpu.lanes=1");
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("Champion", again.Output);
    }

    [Fact, Trait("guarantee", "G6")]
    public async Task Ctrl_C_keeps_the_state_and_the_run_resumes()
    {
        using var process = program.Start("run", "small.conf", "--plain", "--journal", "sqlite:run.db");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await new JournalFile(Path.Combine(folder.Path, "run.db")).Searched(process);
        Signals.Interrupt(process);
        Assert.True(process.WaitForExit(120_000), "it did not stop");
        Assert.Equal(130, process.ExitCode);
        Assert.DoesNotContain("   at ", await error + await output);

        var resumed = program.Run("resume", "--journal", "sqlite:run.db", "--plain");
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Contains("Champion", resumed.Output);
    }

    [Fact, Trait("guarantee", "G3")]
    public void A_full_disk_stops_the_run_with_a_sentence_and_loses_nothing()
    {
        var disk = Path.Combine(folder.Path, "disk");
        Directory.CreateDirectory(disk);
        AsRoot.Run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk);
        try
        {
            var refused = program.Run("run", "small.conf", "--plain", "--journal", "sqlite:disk/run.db");
            Assert.Equal(4, refused.ExitCode);
            Assert.Contains("disk", refused.Error);
            Assert.DoesNotContain("   at ", refused.Error);
            AsRoot.Run("mount", "-o", "remount,size=64m", disk);
            var resumed = program.Run("run", "small.conf", "--plain", "--journal", "sqlite:disk/run.db");
            Assert.True(resumed.ExitCode == 0, resumed.Error);
        }
        finally
        {
            AsRoot.Run("umount", disk);
        }
    }

    [Fact]
    public void A_network_that_does_not_fit_the_data_is_refused_before_anything_is_founded() =>
        Refused(
            2,
            "small.conf:",
            "evaluation.network.kind does not fit the data: network.kind lenet5 needs images",
            "use mlp",
            SmallSearch.Conf.Replace("kind = mlp, hidden = [16]", "kind = lenet5"));

    void Refused(int exitCode, string place, string fault, string remedy, string conf)
    {
        program.File("small.conf", conf);
        var refused = program.Run("run", "small.conf", "--plain");
        Assert.True(refused.ExitCode == exitCode, $"exit code {refused.ExitCode}: {refused.Error}{refused.Output}");
        Assert.Contains(place, refused.Error);
        Assert.Contains(fault, refused.Error);
        Assert.Contains(remedy, refused.Error);
        Assert.DoesNotContain("   at ", refused.Error);
    }

    static string Images(string dataset) => string.Join('\n', SmallSearch.Conf.Split('\n').Select(l =>
        l.TrimStart().StartsWith("dataset ") ? dataset : l.TrimStart().StartsWith("network ") ? "network { kind = lenet5 }" : l));

    void WriteIdx(int count, Func<int, byte> label)
    {
        byte[] Header(byte kind, params int[] sizes) =>
            [0, 0, 8, kind, .. sizes.SelectMany(s => new[] { (byte)(s >> 24), (byte)(s >> 16), (byte)(s >> 8), (byte)s })];
        File.WriteAllBytes(Path.Combine(folder.Path, "images.idx"), [.. Header(3, count, 28, 28), .. new byte[count * 28 * 28]]);
        File.WriteAllBytes(Path.Combine(folder.Path, "labels.idx"), [.. Header(1, count), .. Enumerable.Range(0, count).Select(label)]);
    }
}
