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
        var results = new StudyResults(jobs.Zip(finished).ToDictionary(p => p.First.Key, p => p.Second.Result.GetRawText()));
        var report = study.Report(form, results);
        var made = new Block[]
        {
            new Heading("How this was made"),
            new CommandLine(command),
            new Paragraph(
                $"{jobs.Count} jobs, {Duration(TimeSpan.FromSeconds(finished.Sum(f => f.Seconds)))} of lane time on {lanes} lanes (times of a machine that may have had other work), "
                + $"arithmetic class `{arithmetic}`, version {study.Version} of the study. Seeds are in the jobs' keys, beside this page in `{study.Name}.jobs` where it was made."),
        };
        return ReportFiles.Write(report with { Blocks = [.. report.Blocks, .. made] }, folder, form.Quick ? study.Name + "-quick" : study.Name);
    }

    /// <summary>Like <c>1:05:09</c> or <c>5:09</c>.</summary>
    public static string Duration(TimeSpan time) =>
        time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}" : $"{(int)time.TotalMinutes}:{time.Seconds:00}";
}
