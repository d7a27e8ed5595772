using System.Diagnostics;
using System.Globalization;
using LossActors.FormerPersistence;
using LossActors.FormerPersistence.Bench;

// Usage: Persistence.Bench [JOURNAL] [SECONDS]; without a journal, a new SQLite file in the temporary folder.
var folder = Directory.CreateTempSubdirectory("lossactors-bench-");
var address = JournalAddress.Parse(args.Length > 0 ? args[0] : $"sqlite:{Path.Combine(folder.FullName, "journal.db")}");
var seconds = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 4;
try
{
    await using var store = await Journals.Open(address);
    Console.WriteLine("| measurement | figure |");
    Console.WriteLine("|---|---|");
    foreach (var callers in (int[])[1, 8, 64])
    {
        var (rate, p50, p99) = await Turns.Measure(store, callers, TimeSpan.FromSeconds(seconds));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| turns/s, {callers} caller{(callers == 1 ? "" : "s")} | {rate:N0} (p50 {p50:0.0} ms, p99 {p99:0.0} ms) |"));
    }

    const int events = 1_000_000;
    var actor = await Recovery.Write(store, events, every: 1000);
    var (cold, warm, tail) = await Recovery.Measure(store, actor);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"| {events:N0} events of one actor, whole journal read and checked | {cold.TotalSeconds:0.00} s |"));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"| the same from the newest snapshot and {tail} events after it | {warm.TotalSeconds:0.000} s |"));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"| peak memory of the process | {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB |"));
}
finally
{
    folder.Delete(recursive: true);
}
