using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LossActors.Actors.Comparisons;
using LossActors.Actors.Entities;
using LossActors.Host.Output;
using LossActors.Host.Reports;
using LossActors.Host.RunFiles;
using LossActors.Learning.Training;
using LossActors.Persistence.Views;

namespace LossActors.Host.Reproduction;

/// <summary>An experiment in one of its forms: as a comparison of a journal, and from its results to its files.</summary>
sealed class JournaledExperiment
{
    static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    readonly IExperiment experiment;
    readonly ExperimentForm form;
    readonly IReadOnlyList<ExperimentJob> jobs;

    /// <exception cref="Learning.Data.DataSetException">The data are not there.</exception>
    public JournaledExperiment(IExperiment experiment, ExperimentForm form)
    {
        (this.experiment, this.form, jobs) = (experiment, form, experiment.Jobs(form));
        if (jobs.GroupBy(j => j.Key).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"The experiment {experiment.Name} has two jobs of the key '{twice.Key}'.", nameof(experiment));
        var content = string.Concat(jobs.Select(j => j.Request.WorkKey("") + "\n").Prepend($"{experiment.Version}\n"));
        var print = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
        Id = new ComparisonId($"{FileName}-{print[..8]}");
        var keys = new Dictionary<string, string> { ["experiment"] = FileName, ["version"] = $"{experiment.Version}", ["content"] = print };
        var plan = new ComparisonPlan { Name = Id.Name, Entries = [], Draws = 0, Requests = RequestList.Of(jobs.Select(j => j.Request)) };
        Founding = new Founding(Id, keys, [], config => new FoundComparison(plan, config));
    }

    /// <summary>
    /// Its name tells what decides its results: the same jobs go on, others, such as those of a new version or of other data, are another.
    /// </summary>
    public ComparisonId Id { get; }

    /// <summary>What founds it.</summary>
    public Founding Founding { get; }

    /// <summary>How many there are.</summary>
    public int Jobs => jobs.Count;

    string FileName => form.Quick ? experiment.Name + "-quick" : experiment.Name;

    string TableName => FileName + ".jobs";

    /// <summary>How many jobs have finished.</summary>
    public static int Done(ComparisonView view) => view.State.Trainings?.Results.Count(r => r is not null) ?? 0;

    /// <summary>Whether enough have finished for a report.</summary>
    public bool IsTold(ComparisonView view) => Done(view) == Jobs || (Done(view) > 0 && experiment.ReportsUnfinished);

    /// <summary>Before the work: finds out whether its files can be written there.</summary>
    /// <returns>The files.</returns>
    /// <exception cref="Configuration.ConfigurationException">They cannot.</exception>
    public IReadOnlyList<FileInfo> Check(string folder) => ReportFiles.Check(folder, FileName, TableName);

    /// <summary>Writes what has finished as a report, and each finished job as a line of JSON.</summary>
    /// <param name="command">What was typed.</param>
    /// <returns>The report, and the files: Markdown, JSON, HTML, jobs.</returns>
    public (Report Report, IReadOnlyList<string> Files) Write(ComparisonView view, string command, string folder)
    {
        var finished = Finished(view);
        var told = experiment.Report(form, new ExperimentResults(finished.ToDictionary(f => f.Job, f => f.Result.GetRawText())));
        var report = told with { Blocks = [.. told.Blocks, .. Making(finished, view.ArithmeticClass, command)] };
        var files = ReportFiles.Write(report, folder, FileName);
        var table = Path.Combine(folder, TableName);
        OutputFile.Write(table, string.Concat(finished.Select(f => JsonSerializer.Serialize(f, Json) + "\n")));
        return (report, [.. files, table]);
    }

    List<FinishedJob> Finished(ComparisonView view) =>
    [
        .. from job in jobs.Index()
           let result = view.State.Trainings?.Results[job.Index]
           where result is not null
           let told = JsonDocument.Parse(job.Item.Tell(EvaluationResult.Parse(result.Value.Text))).RootElement
           let key = job.Item.Request.WorkKey(view.ArithmeticClass!)
           select new FinishedJob(key, experiment.Name, job.Item.Key, Math.Round(view.SecondsAt(job.Index) ?? 0, 3), told),
    ];

    /// <summary>How a report came to be.</summary>
    IEnumerable<Block> Making(List<FinishedJob> finished, string? arithmetic, string command)
    {
        var counted = finished.Count == jobs.Count
            ? $"{jobs.Count} jobs"
            : $"An unfinished experiment: {finished.Count} of its {jobs.Count} jobs, the others are left out";
        var laneTime = DurationText.Of(TimeSpan.FromSeconds(finished.Sum(f => f.Seconds)));
        yield return new Heading("How this was made");
        yield return new CommandLine(command);
        yield return new Paragraph(
            $"{counted}; {laneTime} of lane time (on a machine that may have had other work), "
            + $"arithmetic class `{arithmetic}`, version {experiment.Version} of the experiment. "
            + $"Every job's seed is in its key: see `{TableName}`, beside this page where it was made.");
    }

    /// <summary>A line of the table of jobs.</summary>
    /// <param name="Key">Of its evaluation in the journal.</param>
    /// <param name="Job">Its own key, for readers.</param>
    /// <param name="Seconds">It took on its lane; 0 where another job of the same request took them.</param>
    sealed record FinishedJob(string Key, string Experiment, string Job, double Seconds, JsonElement Result);
}
