using System.Text.Json;
using System.Text.Json.Serialization;

namespace LossActors.Host.Reports;

/// <summary>A report as JSON: title and blocks, each with its <c>kind</c>.</summary>
static class ReportJson
{
    // The default encoder writes <, > and & as \u escapes, so the text can stand inside a script element.
    static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new GapConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write(Report report) => JsonSerializer.Serialize(report, Options);

    public static string Write(Chart chart) => JsonSerializer.Serialize<Block>(chart, Options);

    public static Report Read(string json) =>
        JsonSerializer.Deserialize<Report>(json, Options) ?? throw new FormatException("The report is null.");
}
