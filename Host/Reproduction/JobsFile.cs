using System.Text;
using System.Text.Json;
using LossActors.Host.Configuration;

namespace LossActors.Host.Reproduction;

/// <summary>
/// Finished jobs, a line of JSON each, on the disk before anyone counts on them. What a kill left of a last line is cut off. One process
/// at a time; lanes may append side by side.
/// </summary>
sealed class JobsFile : IDisposable
{
    static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    readonly FileStream file;
    readonly Dictionary<string, FinishedJob> finished = [];
    readonly Lock gate = new();

    JobsFile(FileStream file) => this.file = file;

    /// <exception cref="ConfigurationException">Another process has the file open, or a line is damaged.</exception>
    public static JobsFile Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var jobs = new JobsFile(OpenAlone(path));
        try
        {
            jobs.Load(path);
            return jobs;
        }
        catch
        {
            jobs.Dispose();
            throw;
        }
    }

    public FinishedJob? Find(string key)
    {
        lock (gate) return finished.GetValueOrDefault(key);
    }

    public void Append(FinishedJob job)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(job, Json);
        lock (gate)
        {
            file.Write([.. line, (byte)'\n']);
            file.Flush(flushToDisk: true);
            finished[job.Key] = job;
        }
    }

    public void Dispose() => file.Dispose();

    static FileStream OpenAlone(string path)
    {
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new ConfigurationException(
                path, $"cannot be opened ({e.Message}); is another reproduction at work there? choose another folder with --out");
        }
    }

    void Load(string path)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        var number = 0;
        foreach (var line in Encoding.UTF8.GetString(bytes, 0, whole).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            number++;
            try
            {
                var job = JsonSerializer.Deserialize<FinishedJob>(line, Json)!;
                finished[job.Key] = job;
            }
            catch (JsonException e)
            {
                throw new ConfigurationException(
                    new Origin(path, number, 0), $"is no finished job ({e.Message}); delete the line and its job runs again");
            }
        }

        file.SetLength(whole);
        file.Position = whole;
    }
}

/// <summary>A line of the jobs file.</summary>
/// <param name="Key">Content key: see <see cref="ExperimentRunner.ContentKey"/>.</param>
/// <param name="Job">The job's own key, for readers.</param>
/// <param name="Seconds">It took on its lane.</param>
sealed record FinishedJob(string Key, string Experiment, string Job, double Seconds, JsonElement Result);
