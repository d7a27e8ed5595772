using System.Diagnostics;

namespace LossActors.Cluster.Bench;

/// <summary>What happened between the end of the warm-up and the end of the measurement.</summary>
static class Window
{
    public static async Task Measure(string what, BenchOptions options, BenchJournal journal, LaneTimes times)
    {
        await Task.Delay(options.WarmUp);
        var postmaster = await journal.Postmaster();
        var (ordering, commits, trainings, spent, from) = (
            await journal.LastOrdering(), await journal.Commits(), times.Trainings,
            ProcessorTime.Now(postmaster), Stopwatch.GetTimestamp());
        await Task.Delay(options.Time);
        var to = Stopwatch.GetTimestamp();
        spent = ProcessorTime.Now(postmaster) - spent;
        var evaluations = (double)(times.Trainings - trainings);
        var seconds = Stopwatch.GetElapsedTime(from, to).TotalSeconds;
        var lanes = options.Nodes * options.Lanes;
        var events = await journal.EventsAfter(ordering);
        using var me = Process.GetCurrentProcess();
        Console.WriteLine(string.Join(" | ",
            what, journal.Kind, $"{options.Nodes} × {options.Lanes} lanes", $"{options.Job.TotalMilliseconds} ms",
            $"{options.Islands} × {options.Window}", $"busy {times.Busy(from, to) / (seconds * lanes):P1}",
            $"{evaluations / seconds:F0} of {lanes / options.Job.TotalSeconds:F0} evaluations/s",
            $"cores {spent.Nodes / seconds:F2} + {spent.Postgres / seconds:F2}, "
            + $"others {(spent.Machine - spent.Nodes - spent.Postgres) / seconds:F2}",
            $"ms an evaluation {spent.Nodes * 1000 / evaluations:F2} + {spent.Postgres * 1000 / evaluations:F2}",
            $"evaluations a core-second {evaluations / (spent.Nodes + spent.Postgres):F0}",
            $"commits an evaluation {(await journal.Commits() - commits) / evaluations:F2}", $"connections {await journal.Connections()}",
            $"RSS {me.WorkingSet64 >> 20} MiB", $"threads {me.Threads.Count}"));
        foreach (var (kind, count) in events.OrderByDescending(e => e.Value))
            Console.WriteLine($"    {kind} {count / evaluations:F3} an evaluation");
    }
}
