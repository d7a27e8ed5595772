namespace LossActors.Host.Reproduction;

/// <summary>Results of finished jobs by the jobs' keys.</summary>
public sealed class StudyResults(IReadOnlyDictionary<string, string> json)
{
    /// <summary>Whether a job has finished; always, unless the report is of an unfinished study.</summary>
    public bool Has(string key) => json.ContainsKey(key);

    /// <exception cref="KeyNotFoundException">No job of this key has finished.</exception>
    public T Get<T>(string key) => StudyJson.Read<T>(json[key]);
}
