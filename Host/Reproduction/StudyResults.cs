namespace LossActors.Host.Reproduction;

/// <summary>Results of finished jobs by the jobs' keys.</summary>
public sealed class StudyResults(IReadOnlyDictionary<string, string> json)
{
    /// <exception cref="KeyNotFoundException">No job of this key has finished.</exception>
    public T Get<T>(string key) => StudyJson.Read<T>(json[key]);
}
