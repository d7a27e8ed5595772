using System.Globalization;
using Serilog;
using Serilog.Core;

namespace LossActors.Cluster.Bench;

/// <summary>What is measured, and how: the first argument and pairs of names and values.</summary>
sealed class BenchOptions
{
    public const string Usage =
        "Usage: Cluster.Bench nodes|shapes|decisions|persists|recovery|memory --journal sqlite:FOLDER|postgres://… [--nodes 1] "
        + "[--lanes 64] [--job 50 (ms)] [--islands 16] [--window auto] [--inside false] [--shape entity|shelf] "
        + "[--events 100000] [--results 1000000] [--warm-up 15 (s)] [--time 30 (s)]";

    readonly Dictionary<string, string> given;

    BenchOptions(string measurement, Dictionary<string, string> given) => (Measurement, this.given) = (measurement, given);

    public string Measurement { get; }

    /// <summary>A folder for files of SQLite, or a PostgreSQL URL: each measurement makes a journal there, and drops it.</summary>
    public string Journal => given.GetValueOrDefault("--journal") ?? throw new FormatException(Usage);

    public int Nodes => Number("--nodes", 1);

    /// <summary>Of each node.</summary>
    public int Lanes => Number("--lanes", 64);

    public TimeSpan Job => TimeSpan.FromMilliseconds(Number("--job", 50));

    public int Islands => Number("--islands", 16);

    /// <summary>Three evaluations in flight for each lane: one in it, one for the next, one for results that are taken in order.</summary>
    public int Window => Number("--window", (3 * Nodes * Lanes + Islands - 1) / Islands);

    /// <summary>Whether lanes train inside the process, so that each start is on record first; else in children, as on cards.</summary>
    public bool Inside => given.GetValueOrDefault("--inside") == "true";

    public bool Shelves => given.GetValueOrDefault("--shape") == "shelf";

    public int Events => Number("--events", 100_000);

    public int Results => Number("--results", 1_000_000);

    public TimeSpan WarmUp => TimeSpan.FromSeconds(Number("--warm-up", 15));

    public TimeSpan Time => TimeSpan.FromSeconds(Number("--time", 30));

    public static BenchOptions Parse(string[] arguments) => arguments is [var measurement, .. var rest] && rest.Length % 2 == 0
        ? new BenchOptions(measurement, rest.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]))
        : throw new FormatException(Usage);

    public static Logger WarningsOnly() => new LoggerConfiguration().MinimumLevel.Error()
        .WriteTo.Console(standardErrorFromLevel: Serilog.Events.LogEventLevel.Verbose).CreateLogger();

    int Number(string name, int otherwise) =>
        given.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
