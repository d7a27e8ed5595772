namespace LossActors.Host.Reproduction;

/// <summary>Results of finished jobs by the jobs' keys.</summary>
public sealed class ExperimentResults(IReadOnlyDictionary<string, string> json)
{
    /// <summary>Whether a job has finished; always, unless the report is of an unfinished experiment.</summary>
    public bool Has(string key) => json.ContainsKey(key);

    /// <exception cref="KeyNotFoundException">No job of this key has finished.</exception>
    public T Get<T>(string key) => ExperimentJson.Read<T>(json[key]);
}
