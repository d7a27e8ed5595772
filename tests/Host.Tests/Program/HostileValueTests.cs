using System.CommandLine;
using System.Text.RegularExpressions;
using LossActors.Host.Commands;

namespace LossActors.Host.Tests.Program;

/// <summary>
/// Every option and argument of every command gets values that nobody should give. Each is taken, or refused in a sentence of ours with a
/// documented exit code: the words of .NET are for nobody.
/// </summary>
public sealed partial class HostileValueTests(HostileValueTests.EndedRun ended) : IClassFixture<HostileValueTests.EndedRun>
{
    static readonly string[] Texts =
    [
        "", " ", "-1", "C", "(", "../../x", "a\nb", "\u001b[31mx", "\u202ex", "'", "=", "a=b=c", "run.name=../evil", "run.seed=-1",
        "node.host=nowhere.invalid", "node.host=300.1.1.1", "node.port=-1", "node.port=1", "log.file=/proc/nope/x.log", "akka.remote=x",
        "log.file=\"\"", "sqlite:", "sqlite:/proc/nope/x.db", "sqlite:/dev/full", "postgres://", "postgres://nobody@127.0.0.1:1/x", "Host=",
        "Host=a;Port=x",
        "evaluation.dataset.kind=images", "evaluation.dataset.points=2000000000", "evaluation.network.hidden=[65536,65536,65536]",
        new('x', 5000),
    ];

    static readonly string[] Numbers = ["0", "-1", "1", "2147483647", "2147483648", "NaN", "1e400", "-1e300", "1e-320", "x", ""];

    string[] Files =>
    [
        "", " ", "/", "/dev/full", "/proc/nope/x", "/proc/version", "/dev/null/x", ended.Folder, Path.Combine(ended.Folder, "nowhere", "x"),
        Path.Combine(ended.Folder, "small.conf"), Path.Combine(ended.Folder, new string('x', 300)),
    ];

    public static TheoryData<string> Commands => [.. CommandLine.Root().Subcommands.Where(c => !c.Hidden).Select(c => c.Name)];

    [Theory, MemberData(nameof(Commands))]
    public async Task A_value_that_nobody_should_give_is_refused_in_a_sentence_of_ours(string name)
    {
        // Another command may have been told to write its output over it.
        await File.WriteAllTextAsync(Path.Combine(ended.Folder, "small.conf"), SmallSearch.Conf, TestContext.Current.CancellationToken);
        var command = CommandLine.Root().Subcommands.Single(c => c.Name == name);
        var options = command.Options.Where(o => o.ValueType != typeof(bool)).SelectMany(o => Values(o.ValueType).Select(
            value => (string[])[name, .. Usual(name, without: o.Name), .. command.Arguments.SelectMany(Usual), o.Name, value]));
        var arguments = command.Arguments.SelectMany(a => Values(a.ValueType).Select(
            value => (string[])[name, .. Usual(name, without: ""), .. command.Arguments.SelectMany(b => a == b ? [value] : Usual(b))]));
        var faults = new List<string>();
        foreach (var line in options.Concat(arguments))
        {
            using var error = new StringWriter();
            var code = await CommandLine.Run(line, error, new CancellationToken(canceled: true));
            var text = error.ToString();
            if (code is not (0 or 2 or 3 or 4 or 5 or 6 or 130) || NotOurs().IsMatch(text) || (code is not (0 or 130) && text.Length == 0))
                faults.Add($"{string.Join(' ', line.Select(w => $"[{w[..Math.Min(w.Length, 60)]}]"))} → {code}: {text}");
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(40)));
    }

    [Theory]
    [InlineData("node.host=300.1.1.1", "node.host: is 300.1.1.1 with port 0, where this machine cannot listen")]
    [InlineData("node.host=8.8.8.8", "node.host: is 8.8.8.8 with port 0, where this machine cannot listen")]
    [InlineData("devices.cuda.cards=[200]", "devices.cuda.cards: names card 200, and this machine has")]
    [InlineData("akka.actor.provider=foo", "akka: { … } is refused by Akka.NET")]
    [InlineData("evaluation.dataset.points=2000000000", "points is 2000000000, which makes 4000000204 samples of 6 numbers; at most")]
    public async Task What_this_machine_does_not_have_is_told_by_its_key(string set, string told)
    {
        using var error = new StringWriter();
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "small.conf");
        await File.WriteAllTextAsync(file, SmallSearch.Conf, TestContext.Current.CancellationToken);
        string[] line = ["run", file, "--plain", "--journal", $"sqlite:{folder.Path}/new.db", "--set", set];
        Assert.Equal(2, await CommandLine.Run(line, error, TestContext.Current.CancellationToken));
        Assert.Contains(told, error.ToString());
        Assert.DoesNotMatch(NotOurs(), error.ToString());
    }

    IEnumerable<string> Values(Type type) =>
        type == typeof(FileInfo) || type == typeof(DirectoryInfo) ? Files
        : type == typeof(string) || type == typeof(string[]) ? Texts
        : Numbers;

    /// <summary>Options without which a command gives up before it looks at the one that is tried.</summary>
    IEnumerable<string> Usual(string command, string without)
    {
        (string Option, string Value)[] usual = command switch
        {
            "export" when without is "--classes" or "--loss" => [("--loss", "ce")],
            "run" or "check" or "compare" or "host" => [("--journal", $"sqlite:{ended.Folder}/new.db"), ("--set", "devices.cpu.lanes=1")],
            "losses" or "loss" or "devices" or "reproduce" => [],
            "landscape" => [("--set", "evaluation.optimiser.lr=0.1"), ("--out", ended.Folder)],
            _ => [("--journal", $"sqlite:{ended.Folder}/run.db")],
        };
        return usual.Where(u => u.Option != without).SelectMany(u => new[] { u.Option, u.Value });
    }

    IEnumerable<string> Usual(Argument argument) => argument.Name switch
    {
        "FILE.conf" => [Path.Combine(ended.Folder, "small.conf")],
        "KEY=VALUE" => ["window=2"],
        "EXPR" or "LOSS" => ["ce"],
        "NODE" => ["0"],
        _ => [],
    };

    [GeneratedRegex(
        @"\(Parameter '|Exception|System\.|Index was outside|Arithmetic operation|Object reference|Nullable object|"
        + "fault of its own|   at ")]
    private static partial Regex NotOurs();

    /// <summary>A journal whose run has ended.</summary>
    public sealed class EndedRun : IDisposable
    {
        readonly TemporaryFolder folder = new();

        public EndedRun()
        {
            var program = new LossActorsProcess(Folder);
            program.File("small.conf", SmallSearch.Conf);
            var run = program.Run("run", "small.conf", "--plain", "--journal", "sqlite:run.db", "--set", "run.births=4");
            Assert.True(run.ExitCode == 0, run.Error);
        }

        public string Folder => folder.Path;

        public void Dispose() => folder.Dispose();
    }
}
