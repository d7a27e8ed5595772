using LossActors.Host.Configuration;
using LossActors.Host.Reports;

namespace LossActors.Host.Reproduction;

/// <summary>From a study to its three files.</summary>
static class Reproductions
{
    /// <param name="command">What was typed, for the report.</param>
    /// <returns>The files that were written: Markdown, JSON, HTML.</returns>
    public static IReadOnlyList<string> Run(
        IStudy study, StudyForm form, string folder, int lanes, string arithmetic, string command, Action<int, int, FinishedJob>? progress, CancellationToken stop)
    {
        var jobs = study.Jobs(form);
        using var file = JobsFile.Open(Path.Combine(folder, study.Name + ".jobs"));
        var finished = new StudyRunner(file, arithmetic, lanes) { Progress = progress }.Run(study, jobs, stop);
        return Write(study, form, folder, arithmetic, command, jobs, finished);
    }

    /// <summary>Reports what has finished so far.</summary>
    /// <exception cref="ConfigurationException">The study needs all its jobs, or none has finished.</exception>
    public static IReadOnlyList<string> SoFar(IStudy study, StudyForm form, string folder, string arithmetic, string command)
    {
        var jobs = study.Jobs(form);
        using var file = JobsFile.Open(Path.Combine(folder, study.Name + ".jobs"));
        FinishedJob[] finished = [.. jobs.Select(j => file.Find(StudyRunner.ContentKey(study, arithmetic, j))).OfType<FinishedJob>()];
        if (finished.Length == 0 || (finished.Length < jobs.Count && !study.ReportsUnfinished))
            throw new ConfigurationException(
                new Origin("--so-far", 0, 0), $"finds {finished.Length} of {jobs.Count} jobs finished, too few for a report of {study.Name}; run it again without this option");
        return Write(study, form, folder, arithmetic, command, jobs, finished);
    }

    static IReadOnlyList<string> Write(
        IStudy study, StudyForm form, string folder, string arithmetic, string command, IReadOnlyList<StudyJob> jobs, IReadOnlyList<FinishedJob> finished)
    {
        var report = study.Report(form, new StudyResults(finished.ToDictionary(f => f.Job, f => f.Result.GetRawText())));
        var made = new Block[]
        {
            new Heading("How this was made"),
            new CommandLine(command),
            new Paragraph(
                (finished.Count == jobs.Count ? $"{jobs.Count} jobs" : $"An unfinished study: {finished.Count} of its {jobs.Count} jobs, the others are left out")
                + $"; {Duration(TimeSpan.FromSeconds(finished.Sum(f => f.Seconds)))} of lane time (on a machine that may have had other work), arithmetic class `{arithmetic}`, version {study.Version} of the study. "
                + $"Every job's seed is in its key: see `{study.Name}.jobs`, beside this page where it was made."),
        };
        return ReportFiles.Write(report with { Blocks = [.. report.Blocks, .. made] }, folder, form.Quick ? study.Name + "-quick" : study.Name);
    }

    /// <summary>Like <c>1:05:09</c> or <c>5:09</c>.</summary>
    public static string Duration(TimeSpan time) =>
        time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}" : $"{(int)time.TotalMinutes}:{time.Seconds:00}";
}
