using System.Text.Json;

namespace LossActors.Cluster.Bench;

/// <summary>What one simulated cluster did while it was measured.</summary>
/// <param name="JobMilliseconds">Length of an evaluation.</param>
/// <param name="Utilisation">Share of the cards' time in which a job ran; 1 is all of it.</param>
/// <param name="CommitP50">Milliseconds from a node's asking for a turn's commit to the reply.</param>
/// <param name="Cores">Cores of the machine, which the nodes and the server share.</param>
/// <param name="CoresOfNodes">Cores that the nodes kept busy, all together.</param>
/// <param name="CoresOfPostgres">Cores that the server kept busy.</param>
/// <param name="CoresOfOthers">Cores that other programs kept busy meanwhile.</param>
/// <param name="Connections">Most connections seen at once.</param>
/// <param name="BreedingMilliseconds">Processor time of one turn's decision, breeding included, from deciding one island's journal again.</param>
sealed record Figures(
    int Nodes, int Cards, double JobMilliseconds, int Islands, int Window, double Seconds, double Utilisation, double EvaluationsPerSecond,
    double MostPossible, double TurnsPerSecond, double EventsPerSecond, double CommitP50, double CommitP99, double TransactionsPerSecond, int Cores,
    double CoresOfNodes, double CoresOfPostgres, double CoresOfOthers, int Connections, double BreedingMilliseconds,
    IReadOnlyDictionary<string, CallFigures> Calls)
{
    static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public string Table()
    {
        (string, string)[] rows =
        [
            ("nodes × cards, job", $"{Nodes} × {Cards}, {JobMilliseconds:0} ms"),
            ("islands × window", $"{Islands} × {Window}"),
            ("cards busy", $"{Utilisation:0.0 %}"),
            ("evaluations/s", $"{EvaluationsPerSecond:N0} of {MostPossible:N0}"),
            ("turns/s, events/s", $"{TurnsPerSecond:N0}, {EventsPerSecond:N0}"),
            ("commit of a turn, p50, p99", $"{CommitP50:0.0} ms, {CommitP99:0.0} ms"),
            ("transactions/s on the server", $"{TransactionsPerSecond:N0}"),
            ("cores busy: nodes, PostgreSQL, others", $"{CoresOfNodes:0.00}, {CoresOfPostgres:0.00}, {CoresOfOthers:0.00} of {Cores}"),
            ("connections", $"{Connections}"),
            ("deciding a turn", $"{BreedingMilliseconds:0.00} ms"),
            .. Calls.OrderByDescending(c => c.Value.PerSecond).Where(c => c.Value.PerSecond >= 1)
                .Select(c => ($"calls/s: {c.Key}", $"{c.Value.PerSecond:N0} (p50 {c.Value.P50:0.0} ms, p99 {c.Value.P99:0.0} ms)")),
        ];
        return $"| measurement | figure |\n|---|---|\n{string.Join('\n', rows.Select(r => $"| {r.Item1} | {r.Item2} |"))}";
    }
}
