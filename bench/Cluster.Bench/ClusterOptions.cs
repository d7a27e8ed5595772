using System.Globalization;

namespace LossActors.Cluster.Bench;

/// <summary>What is simulated, and for how long.</summary>
/// <param name="Journal">Address of a PostgreSQL server; the tables go into a schema of their own, which is dropped at the end.</param>
/// <param name="Job">Length of an evaluation, which only waits.</param>
/// <param name="WarmUp">From the last node's joining to the beginning of the measurement.</param>
sealed record ClusterOptions(
    string Journal, int Nodes, int Cards, TimeSpan Job, int Islands, int Window, TimeSpan WarmUp, TimeSpan Time, string? Output)
{
    public const string Usage =
        "Usage: Cluster.Bench --journal postgres://… [--nodes 64] [--cards 8] [--job 2000 (ms)] [--islands 64] [--window auto] "
        + "[--warm-up 20 (s)] [--time 60 (s)] [--output FILE.json]";

    public int Lanes => Nodes * Cards;

    public static ClusterOptions Parse(string[] arguments)
    {
        var given = arguments.Chunk(2).ToDictionary(p => p[0], p => p.Length == 2 ? p[1] : throw new FormatException($"{p[0]} has no value. {Usage}"));
        var unknown = given.Keys.Except(["--journal", "--nodes", "--cards", "--job", "--islands", "--window", "--warm-up", "--time", "--output"]).FirstOrDefault();
        if (unknown is not null || !given.TryGetValue("--journal", out var journal)) throw new FormatException(unknown is null ? Usage : $"{unknown} is no option. {Usage}");
        int Number(string name, int otherwise) => given.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

        var (nodes, cards, islands) = (Number("--nodes", 64), Number("--cards", 8), Number("--islands", 64));
        return new ClusterOptions(
            journal, nodes, cards, TimeSpan.FromMilliseconds(Number("--job", 2000)), islands,
            // Three evaluations in flight for each card: one in it, one claimed ahead, and one for results that are taken in order.
            Number("--window", (3 * nodes * cards + islands - 1) / islands),
            TimeSpan.FromSeconds(Number("--warm-up", 20)), TimeSpan.FromSeconds(Number("--time", 60)), given.GetValueOrDefault("--output"));
    }
}
