using LossActors.Host.Configuration;
using LossActors.Host.Reports;

namespace LossActors.Host.Reproduction;

/// <summary>From an experiment to its three files.</summary>
static class Reproductions
{
    /// <summary>Before long work: makes the folder, and finds out whether the report can be written there.</summary>
    /// <exception cref="ConfigurationException">It cannot.</exception>
    public static void Check(IExperiment experiment, ExperimentForm form, string folder) =>
        ReportFiles.Check(folder, Name(experiment, form));

    /// <param name="command">What was typed, for the report.</param>
    /// <returns>The files that were written: Markdown, JSON, HTML.</returns>
    public static IReadOnlyList<string> Run(
        IExperiment experiment,
        ExperimentForm form,
        string folder,
        int lanes,
        string arithmetic,
        string command,
        Action<int, int, FinishedJob>? progress,
        CancellationToken stop)
    {
        var jobs = experiment.Jobs(form);
        using var file = JobsFile.Open(Path.Combine(folder, experiment.Name + ".jobs"));
        var finished = new ExperimentRunner(file, arithmetic, lanes) { Progress = progress }.Run(experiment, jobs, stop);
        return Write(experiment, form, folder, new Making(arithmetic, command, jobs.Count, finished));
    }

    /// <summary>Reports what has finished so far.</summary>
    /// <exception cref="ConfigurationException">The experiment needs all its jobs, or none has finished.</exception>
    public static IReadOnlyList<string> SoFar(IExperiment experiment, ExperimentForm form, string folder, string arithmetic, string command)
    {
        var jobs = experiment.Jobs(form);
        using var file = JobsFile.Open(Path.Combine(folder, experiment.Name + ".jobs"));
        FinishedJob[] finished =
            [.. jobs.Select(j => file.Find(ExperimentRunner.ContentKey(experiment, arithmetic, j))).OfType<FinishedJob>()];
        if (finished.Length == 0 || (finished.Length < jobs.Count && !experiment.ReportsUnfinished))
            throw new ConfigurationException(
                "--so-far",
                $"finds {finished.Length} of {jobs.Count} jobs finished, too few for a report of {experiment.Name}; "
                + "run it again without this option");
        return Write(experiment, form, folder, new Making(arithmetic, command, jobs.Count, finished));
    }

    static IReadOnlyList<string> Write(IExperiment experiment, ExperimentForm form, string folder, Making making)
    {
        var report = experiment.Report(form, new ExperimentResults(making.Finished.ToDictionary(f => f.Job, f => f.Result.GetRawText())));
        return ReportFiles.Write(
            report with { Blocks = [.. report.Blocks, .. making.Blocks(experiment)] },
            folder,
            Name(experiment, form));
    }

    static string Name(IExperiment experiment, ExperimentForm form) => form.Quick ? experiment.Name + "-quick" : experiment.Name;

    /// <summary>Like <c>1:05:09</c> or <c>5:09</c>.</summary>
    public static string Duration(TimeSpan time) => time.TotalHours >= 1
        ? $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}"
        : $"{(int)time.TotalMinutes}:{time.Seconds:00}";

    /// <summary>How a report came to be.</summary>
    /// <param name="Jobs">How many the experiment has.</param>
    sealed record Making(string Arithmetic, string Command, int Jobs, IReadOnlyList<FinishedJob> Finished)
    {
        public IEnumerable<Block> Blocks(IExperiment experiment)
        {
            var jobs = Finished.Count == Jobs
                ? $"{Jobs} jobs"
                : $"An unfinished experiment: {Finished.Count} of its {Jobs} jobs, the others are left out";
            var laneTime = Duration(TimeSpan.FromSeconds(Finished.Sum(f => f.Seconds)));
            yield return new Heading("How this was made");
            yield return new CommandLine(Command);
            yield return new Paragraph(
                $"{jobs}; {laneTime} of lane time (on a machine that may have had other work), "
                + $"arithmetic class `{Arithmetic}`, version {experiment.Version} of the experiment. "
                + $"Every job's seed is in its key: see `{experiment.Name}.jobs`, beside this page where it was made.");
        }
    }
}
