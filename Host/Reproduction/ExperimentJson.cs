using System.Text.Json;
using LossActors.Host.Reports;

namespace LossActors.Host.Reproduction;

/// <summary>Results as canonical JSON: properties in their order, shortest round-trip numbers, null for NaN and infinity.</summary>
static class ExperimentJson
{
    static readonly JsonSerializerOptions Options =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Converters = { new GapConverter() } };

    public static string Write<T>(T result) => JsonSerializer.Serialize(result, Options);

    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new FormatException("The result is null.");
}
