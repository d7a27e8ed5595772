using System.CommandLine;
using LossActors.Host.Commands;

namespace LossActors.Host.Tests.Program;

/// <summary>The options that commands share: each is taken wherever it means something, and does something wherever it is taken.</summary>
public sealed class CommonOptionTests
{
    static readonly string[] Common = ["--journal", "--set", "--summary", "--plain"];

    public static TheoryData<string> Commands => HostileValueTests.Commands;

    [Theory, MemberData(nameof(Commands))]
    public void A_command_takes_the_common_options_that_mean_something_to_it(string name)
    {
        var taken = Command(name).Options.Select(o => o.Name).Intersect(Common);
        string[] meant = name switch
        {
            // Works towards a result, and shows how it goes.
            "run" or "compare" or "resume" or "reproduce" => ["--journal", "--set", "--summary", "--plain"],
            // Works, or joins those that do, as this machine can.
            "host" or "join" or "pause" or "continue" or "steer" => ["--journal", "--set"],
            // Shows more to a terminal than to a pipe.
            "status" or "islands" => ["--journal", "--plain"],
            "losses" => ["--plain"],
            "runs" => ["--journal", "--plain"],
            // Tries what run or compare would do, by the same line.
            "check" => ["--journal", "--set", "--summary", "--plain"],
            // Prints what a journal has, or writes a word into it.
            "journal" or "nodes" or "drain" or "replay" or "export" or "delete" => ["--journal"],
            // Trains by a run file, or on this machine, without a journal.
            "landscape" or "devices" => ["--set"],
            "loss" => [],
            _ => throw new ArgumentException($"Say here which of {string.Join(", ", Common)} mean something to {name}.", nameof(name)),
        };
        Assert.Equal(meant.Order(), taken.Order());
    }

    [Theory, MemberData(nameof(Commands))]
    public void Verbose_is_taken_everywhere(string name) =>
        Assert.DoesNotContain(
            CommandLine.Root().Parse([name, "--verbose"]).Errors, e => e.Message.Contains("--verbose", StringComparison.Ordinal));

    [Fact]
    public void An_option_is_told_in_the_same_words_wherever_it_is_taken()
    {
        var told = Commands.Select(c => Command(c.Data)).SelectMany(c => c.Options).ToLookup(o => o.Name, o => o.Description!);
        Assert.Single(told["--plain"].Distinct());
        // To be written or only tried, needed or not, with a run file and without one.
        foreach (var name in (string[])["--summary", "--run", "--set", "--journal"]) Assert.Equal(2, told[name].Distinct().Count());
        foreach (var name in Commands.Select(c => c.Data))
        {
            var command = Command(name);
            var takesFile = command.Arguments.Any(a => a.Name == "FILE.conf");
            foreach (var option in command.Options.Where(o => o.Name is "--set" or "--journal"))
                Assert.True(takesFile == option.Description!.Contains("over the run file's"), $"{name} {option.Name}");
        }
    }

    [Theory]
    [InlineData("foo: there is no such command; lossactors help lists all", "foo")]
    [InlineData("stats: there is no such command; did you mean status? lossactors help lists all", "stats")]
    [InlineData("--foo: there is no such option; lossactors help lists all", "--foo")]
    [InlineData("--jurnal: pause has no such option; did you mean --journal? lossactors pause --help lists all", "pause", "--jurnal", "x")]
    [InlineData("--foo: run has no such option; lossactors run --help lists all", "run", "--foo", "a.conf")]
    [InlineData("--foo: run has no such option; lossactors run --help lists all", "run", "--foo")]
    [InlineData("b: run takes FILE.conf, and this is one too many; put what has blanks into quotes", "run", "a.conf", "b")]
    [InlineData("b: losses takes no argument, and this is one too many; put what has blanks into quotes", "losses", "b")]
    [InlineData("run: needs FILE.conf: the run file", "run")]
    [InlineData("status: needs --journal: sqlite:PATH, or a PostgreSQL URL", "status")]
    [InlineData("--journal: is given more than once; leave one out", "run", "a.conf", "--journal", "a", "--journal", "b")]
    [InlineData("--set: needs a value: KEY=VALUE over the run file's; may be given several times", "run", "a.conf", "--set")]
    public async Task A_line_that_does_not_read_is_one_sentence_with_the_word_and_the_remedy(string told, params string[] line)
    {
        using var error = new StringWriter();
        Assert.Equal(2, await CommandLine.Run(line, error, TestContext.Current.CancellationToken));
        Assert.Equal(told + "\n", error.ToString());
    }

    [Fact]
    public void A_formula_may_begin_with_two_signs() => Assert.Empty(ParseFaults.Of(CommandLine.Root().Parse(["loss", "--y*log(p)"])));

    [Theory]
    [InlineData("--set: is over a run file's keys", "compare", "--journal", "sqlite:a.db", "--set", "run.seed=2")]
    [InlineData("--loss: is exported without a run", "export", "--journal", "sqlite:a.db", "--loss", "ce")]
    [InlineData("--loss: is exported without a run", "export", "--run", "a", "--loss", "ce")]
    [InlineData("--loss: is no loss of a run", "export", "--loss", "ce", "--rank", "1")]
    [InlineData("--rank: and --complexity", "export", "--journal", "sqlite:a.db", "--rank", "1", "--complexity", "3")]
    [InlineData("--classes: is for --loss", "export", "--journal", "sqlite:a.db", "--classes", "3")]
    [InlineData("--format: it is 'onnx', but must be one of latex, numpy, pytorch", "export", "--loss", "ce", "--format", "onnx")]
    [InlineData("--loss: is one from which no network learns: p does not look at the target y", "export", "--loss", "p")]
    [InlineData("--loss: ce+l2 is no loss but a way to train", "export", "--loss", "ce+l2")]
    [InlineData("--loss: sharpdro is no loss but a way to train", "export", "--loss", "sharpdro(0.1)")]
    [InlineData("--loss: cannot read \"y*\": expected a number, y, p, z (or s)", "export", "--loss", "y*")]
    [InlineData("LOSS: cannot read \"foo\"", "landscape", "no.conf", "foo")]
    [InlineData("EXPR: cannot read \"foo\"", "loss", "foo")]
    [InlineData("LOSS: is one from which no network learns: 1 has neither p nor z", "landscape", "no.conf", "1")]
    [InlineData("--grid: is 4", "landscape", "no.conf", "ce", "--grid", "4")]
    [InlineData("log.file: is /, a folder; name a file in it", "join", "--journal", "sqlite:a.db", "--set", "log.file=/")]
    [InlineData("--quick: is for an experiment", "reproduce", "--quick")]
    [InlineData("--out: is for an experiment", "reproduce", "--out", "x")]
    [InlineData("steer immigration=7: immigration is 7", "steer", "immigration=7", "--journal", "sqlite:a.db")]
    [InlineData("The journal's address is none", "run", "a.conf", "--journal", "")]
    [InlineData("devices.cpu.lanes", "devices", "--set", "devices.cpu.lanes=many")]
    [InlineData("--set: run decides what a run file says", "pause", "--journal", "sqlite:a.db", "--set", "run.births=3")]
    [InlineData("node.port", "pause", "--journal", "sqlite:a.db", "--set", "node.port=many")]
    [InlineData("node.port", "steer", "window=2", "--journal", "sqlite:a.db", "--set", "node.port=many")]
    public async Task An_option_that_would_do_nothing_is_refused_and_none_is_left_unread(string told, params string[] line)
    {
        using var error = new StringWriter();
        Assert.Equal(ExitCode.BadConfiguration, await CommandLine.Run(line, error, TestContext.Current.CancellationToken));
        Assert.Contains(told, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("host")]
    [InlineData("check")]
    [InlineData("compare")]
    [InlineData("resume")]
    [InlineData("join")]
    [InlineData("reproduce")]
    public async Task A_log_that_cannot_be_written_is_refused_before_the_work(string name)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "small.conf");
        await File.WriteAllTextAsync(
            file, name == "compare" ? CompareTests.Conf : SmallSearch.Conf, TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(folder.Path, $"x{DateTime.Now:yyyyMMdd}.log"));
        string[] argument = name switch { "reproduce" => ["softad", "--out", folder.Path], "resume" or "join" => [], _ => [file] };
        foreach (var (log, why) in new[] { ("small.conf/x.log", "it is a file; name a folder"), ("x.log", "it is a folder; name a file") })
        {
            using var error = new StringWriter();
            string[] line =
                [name, .. argument, "--journal", $"sqlite:{folder.Path}/new.db", "--set", $"log.file={folder.Path}/{log}"];
            var code = await CommandLine.Run(line, error, TestContext.Current.CancellationToken);
            Assert.True(code == ExitCode.BadConfiguration, $"{code}: {error}");
            Assert.Contains($"cannot be written: {why}", error.ToString(), StringComparison.Ordinal);
        }

        Assert.False(File.Exists(Path.Combine(folder.Path, "new.db")));
    }

    [Theory]
    [InlineData("run", "compare.conf:4:3: the key compare.losses makes this file a comparison; start it with lossactors compare")]
    [InlineData("host", "or say what to search: run.births, islands or evolution")]
    public async Task A_file_of_a_comparison_is_not_taken_for_a_search(string name, string told)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "compare.conf");
        await File.WriteAllTextAsync(file, CompareTests.Conf, TestContext.Current.CancellationToken);
        using var error = new StringWriter();
        string[] line = [name, file, "--journal", $"sqlite:{folder.Path}/new.db"];
        Assert.Equal(ExitCode.BadConfiguration, await CommandLine.Run(line, error, TestContext.Current.CancellationToken));
        Assert.Contains(told, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_told_with_its_trace_is_the_same_fault()
    {
        using var error = new StringWriter();
        var code = await CommandLine.Run(["loss", "log(q)", "--verbose"], error, TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.BadConfiguration, code);
        Assert.Contains("   at LossActors.", error.ToString(), StringComparison.Ordinal);
    }

    static Command Command(string name) => CommandLine.Root().Subcommands.Single(c => c.Name == name);
}
