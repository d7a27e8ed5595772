using System.Diagnostics;
using System.Text.Json.Nodes;
using Akka.Configuration;
using LossActors.Actors.Comparisons;
using LossActors.Actors.Evaluations;
using LossActors.Host.Reports;
using LossActors.Host.Reproduction;
using LossActors.Host.Reproduction.Published;
using LossActors.Host.Tests.Program;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;
using LossActors.Persistence.Settings;

namespace LossActors.Host.Tests.Reproduction;

public sealed class ReproductionTests : IDisposable
{
    readonly TemporaryFolder folder = new();
    readonly LossActorsProcess program;

    public ReproductionTests() => program = new LossActorsProcess(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact, Trait("guarantee", "G6"), Trait("guarantee", "G8")]
    public async Task An_experiment_killed_at_random_moments_reports_as_one_that_nothing_disturbed()
    {
        var calm = program.Run(SoftAd("calm", "--lanes", "2", "--summary", "calm.json"));
        Assert.True(calm.ExitCode == 0, calm.Error);
        string[] files = ["calm/softad-quick.md", "calm/softad-quick.json", "calm/softad-quick.html", "calm/softad-quick.jobs"];
        Assert.Equal(files, calm.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^4..]);
        Assert.Equal(Text("calm/softad-quick.json"), Text("calm.json"));

        var random = new Random(5);
        var kills = 0;
        for (var done = false; !done;)
        {
            using var process = program.Start(SoftAd("stormy", "--lanes", "1"));
            _ = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            done = process.WaitForExit(kills < 4 ? random.Next(1500, 4000) : Timeout.Infinite);
            if (done) Assert.True(process.ExitCode == 0, await error);
            else process.Kill();
            process.WaitForExit();
            kills += done ? 0 : 1;
        }

        Assert.True(kills > 0, "the experiment ended before it could be killed");
        Assert.Equal(Said("calm"), Said("stormy"));
        Assert.Equal(Jobs("calm"), Jobs("stormy"));
        Assert.Equal(48, Jobs("calm").Length);

        // It has ended: the same line trains nothing, and writes the same again.
        File.Delete(Path.Combine(folder.Path, "stormy", "softad-quick.md"));
        Assert.Equal(0, program.Run(SoftAd("stormy", "--so-far")).ExitCode);
        Assert.Equal(Said("calm"), Said("stormy"));
        Assert.Contains("lossactors reproduce tells of it", program.Run("compare", "--journal", "sqlite:calm.db").Error);
        Assert.Contains("is an experiment", program.Run("resume", "--plain", "--journal", "sqlite:calm.db").Output);

        string Said(string run) => Text($"{run}/softad-quick.md").Split("## How")[0];

        // Key, job and result; how long a job took is the machine's affair.
        string[] Jobs(string run) =>
        [
            .. File.ReadLines(Path.Combine(folder.Path, run, "softad-quick.jobs")).Select(line =>
            {
                var job = JsonNode.Parse(line)!.AsObject();
                return job.Remove("seconds") ? job.ToJsonString() : "no seconds";
            }),
        ];
    }

    [Fact, Trait("guarantee", "G7")]
    public async Task Nodes_of_the_journal_share_the_jobs()
    {
        var journal = new JournalFile(Path.Combine(folder.Path, "shared.db"));
        using var first = program.Start(SoftAd("shared", "--lanes", "1"));
        var output = first.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = first.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await Once(first, journal, answered: 1);
        using var second = program.Start("join", "--journal", journal.Address, "--set", "devices.cpu.lanes=1", "--set", "log.file=null");
        _ = second.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        _ = second.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await first.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(first.ExitCode == 0, await error);
        Assert.Contains("shared/softad-quick.md", await output);
        Signals.Terminate(second);
        await second.WaitForExitAsync(TestContext.Current.CancellationToken);
        var lanes = (await journal.Events("evaluation")).Select(e => e.Event.Journaled.Event).OfType<Started>().Select(s => s.Process);
        Assert.Equal(2, lanes.Distinct().Count());
    }

    [Fact]
    public async Task What_has_finished_so_far_is_reported_where_the_experiment_can()
    {
        string[] line = ["reproduce", "dynamical", "--quick", "--plain", "--journal", "sqlite:part.db", "--out", "part"];
        var journal = new JournalFile(Path.Combine(folder.Path, "part.db"));
        using var process = program.Start([.. line, "--lanes", "1", "--set", "log.file=null"]);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        _ = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await Once(process, journal, answered: 1);
        var early = program.Run(SoftAd("part", "--so-far"));
        Assert.Equal(2, early.ExitCode);
        Assert.StartsWith("--so-far: finds 0 of 48 jobs finished in sqlite:", early.Error);
        Signals.Interrupt(process);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("of 9 jobs have finished; the same command goes on", await output);
        var told = program.Run([.. line, "--so-far"]);
        Assert.True(told.ExitCode == 0, told.Error);
        Assert.Contains("of its 9 jobs, the others are left out", Text("part/dynamical-quick.md"));
    }

    [Fact]
    public void An_experiment_goes_on_with_the_same_jobs_alone()
    {
        var first = new JournaledExperiment(new TwoLosses(), new(false));
        Assert.Equal(first.Id, new JournaledExperiment(new TwoLosses(), new(false)).Id);
        Assert.Equal(first.Founding.Config, new JournaledExperiment(new TwoLosses(), new(false)).Founding.Config);
        Assert.NotEqual(first.Id, new JournaledExperiment(new TwoLosses(), new(true)).Id);
        Assert.NotEqual(first.Id, new JournaledExperiment(new TwoLosses { Version = 2 }, new(false)).Id);
        Assert.NotEqual(first.Id, new JournaledExperiment(new TwoLosses { Steps = 11 }, new(false)).Id);
        Assert.Contains(
            "two jobs of the key 'ce'",
            Assert.Throws<ArgumentException>(() => new JournaledExperiment(new TwoLosses { Second = "ce" }, new(false))).Message);
    }

    [Theory]
    [InlineData("softad")]
    [InlineData("dynamical")]
    public void The_jobs_of_an_experiment_fit_into_one_message(string name)
    {
        var frame = ConfigurationFactory.ParseString("").WithFallback(ClusterSettings.Hocon())
            .GetByteSize("akka.remote.dot-netty.tcp.maximum-frame-size");
        var founding = (FoundComparison)new JournaledExperiment(Experiments.Find(name), new(false)).Founding.Question("");
        Assert.InRange(founding.Plan.Requests!.ToJson().Length, 1, frame!.Value / 8);
    }

    [Theory]
    [InlineData("knows no experiment 'alchemy'; there are: dynamical, ngl, rooted, softad, coce", "alchemy")]
    [InlineData("--lanes: is 0", "softad", "--lanes", "0")]
    public void What_cannot_be_reproduced_is_refused(string told, params string[] line)
    {
        var outcome = program.Run(["reproduce", .. line]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(told, outcome.Error);
    }

    string[] SoftAd(string run, params string[] more) =>
    [
        "reproduce", "softad", "--quick", "--plain", "--journal", $"sqlite:{run}.db", "--out", run, "--set", "log.file=null", .. more,
    ];

    string Text(string file) => File.ReadAllText(Path.Combine(folder.Path, file));

    /// <summary>Returns when so many jobs have finished.</summary>
    static async Task Once(Process process, JournalFile journal, int answered)
    {
        while (await journal.Count<TrainingAnswered>("comparison") < answered)
        {
            Assert.False(process.HasExited, "the experiment ended before the test came to it");
            await Task.Delay(50);
        }
    }

    sealed class TwoLosses : IExperiment
    {
        public string Name => "two";

        public string Summary => "Two losses";

        public int Version { get; init; } = 1;

        public int Steps { get; init; } = 10;

        public string Second { get; init; } = "focal";

        public TimeSpan Estimate(ExperimentForm form) => TimeSpan.FromSeconds(1);

        public IReadOnlyList<ExperimentJob> Jobs(ExperimentForm form) => [Job("ce"), Job(Second)];

        public Report Report(ExperimentForm form, ExperimentResults results) => new("Two losses", []);

        ExperimentJob Job(string loss)
        {
            var recipe = new Recipe(new ClustersSpec(), new MlpSpec([4]), new SgdSpec(0.1), Batch: 10, Steps);
            return ExperimentJob.Of(loss, new EvaluationRequest(loss, recipe, 1, 0, new Study(1)), result => result.Score);
        }
    }
}
