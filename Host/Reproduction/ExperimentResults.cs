using System.Text.Json;
using LossActors.Host.Reports;

namespace LossActors.Host.Reproduction;

/// <summary>Results of finished jobs by the jobs' keys.</summary>
public sealed class ExperimentResults(IReadOnlyDictionary<string, string> json)
{
    /// <summary>Whether a job has finished; always, unless the report is of an unfinished experiment.</summary>
    public bool Has(string key) => json.ContainsKey(key);

    /// <exception cref="KeyNotFoundException">No job of this key has finished.</exception>
    public T Get<T>(string key) => ExperimentJson.Read<T>(json[key]);
}

/// <summary>Results as canonical JSON: properties in their order, shortest round-trip numbers, null for NaN and infinity.</summary>
static class ExperimentJson
{
    static readonly JsonSerializerOptions Options =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Converters = { new GapConverter() } };

    public static string Write<T>(T result) => JsonSerializer.Serialize(result, Options);

    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new FormatException("The result is null.");
}
