using System.Globalization;
using LossActors.Host.RunFiles;
using LossActors.Host.Running;
using LossActors.Host.Terminal;
using LossActors.FormerPersistence;
using Spectre.Console;

namespace LossActors.Host.Commands;

/// <summary>What <c>run</c>, <c>compare</c> and <c>resume</c> share: work, show, report.</summary>
static class Work
{
    static readonly TimeSpan PlainEvery = TimeSpan.FromSeconds(5);

    public static async Task<int> Until(
        IStore store, RunRecord run, NodeSettings node, DeviceSet devices, LogSettings log, TimeSpan? atMost, string journal,
        FileInfo? summaryFile, bool plain, bool verbose, CancellationToken interrupt, ComparisonWish? wish = null)
    {
        var console = Consoles.Open(plain);
        var live = console.Profile.Capabilities.Interactive;
        using var logs = Logging.Open(log, live, verbose);
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        var session = new RunSession(store, run, node, devices, time, logs);
        var reason = StopReason.Interrupted;
        if (live)
            await console.Live(Text.Empty).StartAsync(async context => reason = await session.Run(new IslandTable(context), atMost, interrupt));
        else
            reason = await session.Run(new PlainDisplay(Console.Out, PlainEvery), atMost, interrupt);

        if (reason == StopReason.Stuck)
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Nothing can go on: {session.Trouble}"));
        var code = reason switch { StopReason.Interrupted => ExitCode.Interrupted, StopReason.Stuck => ExitCode.Stuck, _ => ExitCode.Done };
        if (session.View.Study is not null)
        {
            await CompareCommand.Tell(console, store, session.View, journal, summaryFile, wish ?? new ComparisonWish(null, null, Times: true));
            return code;
        }

        var summary = await RunSummary.Of(
            store, session.View, JournalAddress.Parse(journal).ToString(), reason switch { StopReason.Time => "time", StopReason.Interrupted => "interrupt", StopReason.Stuck => "trouble", _ => "births" },
            session.Training, session.Lanes, time.GetElapsedTime(started));
        if (summaryFile is not null) await File.WriteAllTextAsync(summaryFile.FullName, summary.ToJson() + "\n", CancellationToken.None);
        Advise(console, session);
        if (session.View.Islands.Count > 0) Report.Print(console, session.View, summary);
        return code;
    }

    static void Advise(IAnsiConsole console, RunSession session)
    {
        if (session.View.Progress.Plan?.Islands is not { } plan || session.Lanes <= plan.Islands * plan.Window) return;
        console.WriteLine(
            $"{session.Lanes - plan.Islands * plan.Window} of {session.Lanes} lanes stay idle: {plan.Islands} islands keep {plan.Window} evaluations each in flight. "
            + $"Set islands.window = {(3 * session.Lanes + plan.Islands - 1) / plan.Islands} (and a population of twice that) in a new run to keep them busy.");
    }
}
