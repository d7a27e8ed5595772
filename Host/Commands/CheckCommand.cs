using System.CommandLine;
using System.Globalization;
using LossActors.Actors.Trials;
using LossActors.Host.Comparing;
using LossActors.Host.Nodes;
using LossActors.Host.Output;
using LossActors.Host.Reports;
using LossActors.Host.RunFiles;
using LossActors.Host.Running;
using LossActors.Host.Terminal;
using LossActors.Learning.Data;
using LossActors.Learning.Training;
using LossActors.Persistence.Addresses;

namespace LossActors.Host.Commands;

/// <summary><c>check FILE.conf</c>: does all of <c>run</c> or <c>compare</c> that needs no founding, and says what it found.</summary>
static class CheckCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE.conf") { Description = "a run file: of a search, of a comparison (compare keys), or both" };
        var journal = CommonOptions.Journal();
        var set = CommonOptions.Set();
        var summary = CommonOptions.Summary(written: false);
        var report = new Option<DirectoryInfo?>("--report") { Description = "check that this folder can be written to" };
        var command = new Command("check", "Try a run file: data, network, losses, outputs and cost; found and write nothing")
        {
            file, journal, set, summary, report, CommonOptions.Plain(),
        };
        command.SetAction(async (parsed, stop) =>
        {
            OutputFile.Check(parsed.GetValue(summary));
            FileInfo?[] outputs =
            [
                parsed.GetValue(summary), .. parsed.GetValue(report) is { } folder ? ComparisonOutput.Check(folder.ToString()) : [],
            ];
            var path = parsed.GetValue(file)!.ToString();
            var overrides = CommonOptions.Overrides(parsed.GetValue(set)!, parsed.GetValue(journal));
            var (search, compares) = FileSettings.Uses(path, overrides);
            if (search)
            {
                var run = RunFile.Read(path, overrides);
                await Check(
                    path, $"a search: {run.Plan.Islands.Islands} islands × {run.Plan.Islands.Births} births", run,
                    run.Founding(Steers.None), draw => [Workload.Of(run.Plan, draw)], outputs, stop);
            }

            if (compares)
            {
                var comparison = ComparisonFile.Read(path, overrides);
                var plan = comparison.Plan;
                var (losses, networks) = (plan.Entries.DistinctBy(e => e.Loss).Count(), plan.Entries.DistinctBy(e => e.Network).Count());
                await Check(
                    path,
                    $"a comparison by its compare keys: {losses} losses × {networks} networks × {plan.Draws} draws",
                    comparison, comparison.Founding,
                    draw => Workload.Of(plan, draw), outputs, stop);
            }

            return ExitCode.Done;
        });
        return command;
    }

    static async Task Check(
        string path, string what, FileSettings file, Founding founding, Func<DataDraw, IReadOnlyList<Workload>> work,
        FileInfo?[] outputs, CancellationToken stop)
    {
        OutputFile.CheckApart(outputs, file.Journal, [path, .. founding.Files()]);
        Say("File", $"{path}, {what}");
        await using var devices = new DeviceSet(file.Machine);
        var trying = devices.Rehearse(founding, path, stop);
        Say("Journal", $"{JournalAddress.Parse(file.Journal)}, {await Stands(file, founding, path)}");
        Logging.Check(file.Machine.Log);
        if (file.Machine.Log.File is { } log) Say("Log", log);

        var recipe = founding.Trained[0].Recipe;
        DataText.Print(Console.Out, recipe.Description());
        var (tried, diverged) = await trying;
        Say("Losses", $"two steps with each of {Names(tried)}");
        if (diverged.Count > 0) Say("Warning", $"{Names(diverged)} diverges within two steps");
        var offered = await devices.Offered;
        var draw = DataDraw.From(recipe.Dataset, PairedSeed.ForSearch(recipe.Seed, 0));
        // libtorch's number of threads is the calling thread's.
        var costs = Task.Factory.StartNew(() => Cost(work(draw), offered), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        foreach (var line in await costs) Say("Cost", line);
    }

    static async Task<string> Stands(FileSettings file, Founding founding, string path)
    {
        if (!await WorkPlace.IsThere(file.Journal)) return "which is to be made";
        await using var sight = await Sight.Of(file.Journal);
        var (view, standing) = await Foundings.Look(sight.Reader, sight.Journal, founding, path);
        return standing switch
        {
            Standing.New => $"which has no '{view.Name}' yet",
            Standing.Changed => $"where '{view.Name}' has other search keys and no result: it would give way",
            _ when view.HasEnded => $"where '{view.Name}' has ended",
            _ => $"where '{view.Name}' would go on",
        };
    }

    /// <summary>What is trained takes most of its time on the first device's lanes.</summary>
    static List<string> Cost(IReadOnlyList<Workload> work, IReadOnlyList<OfferedDevice> offered)
    {
        var device = offered is [var first, ..] ? first.Device : "cpu";
        var lanes = offered.Sum(d => d.Lanes);
        var lines = new List<string>();
        var (trainings, seconds) = (0d, 0d);
        foreach (var one in work)
        {
            var pace = Rehearsal.Measure(Entrant.CrossEntropy(one.Recipe).Genome, one.Recipe with { SharpDro = null }, device);
            lines.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{NetworkName.Of(one.Recipe.Network)}, {Whole(pace.Parameters)} parameters: {1e3 * pace.Step:G3} ms a step, "
                + $"{one.Seconds(pace) / one.Trainings:G3} s a training on {device}"));
            if (pace.Embedding >= 1)
                lines.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"structures have vectors after {pace.Embedding:G3} s, once in each of {one.Draws} draws of data"));
            (trainings, seconds) = (trainings + one.Trainings, seconds + one.Seconds(pace));
        }

        var wall = TimeSpan.FromSeconds(Math.Min(seconds / Math.Max(1, lanes), TimeSpan.MaxValue.TotalSeconds / 2));
        lines.Add(
            $"about {Whole(trainings)} trainings, {DurationText.Of(wall)} "
            + $"on {(lanes <= 1 ? "one lane" : $"{lanes} lanes")}: an estimate");
        if (lanes == 0) lines.Add($"this machine has no lane, so nothing is trained here: {RunSession.NoLane}");
        return lines;
    }

    static string Names(IEnumerable<Entrant> losses) => string.Join(", ", losses.Select(e => e.Name).Distinct());

    static string Whole(double count) => count.ToString("N0", CultureInfo.InvariantCulture);

    static void Say(string about, string text) => Console.WriteLine($"{about}: {Shown.Line(text)}");
}
