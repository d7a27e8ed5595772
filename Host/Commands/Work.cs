using System.Globalization;
using LossActors.Host.Output;
using LossActors.Host.Reports;
using LossActors.Host.RunFiles;
using LossActors.Host.Running;
using LossActors.Host.Terminal;
using LossActors.Persistence.Views;
using Spectre.Console;

namespace LossActors.Host.Commands;

/// <summary>How a command that works is to tell of it.</summary>
/// <param name="Summary">The file of <c>--summary</c>, or null.</param>
/// <param name="Reproduced">Tells of an experiment; null where nobody asked for one.</param>
sealed record Telling(
    FileInfo? Summary, bool Plain, bool Verbose, ComparisonWish? Wish = null, Action<ComparisonView>? Reproduced = null);

/// <summary>What <c>run</c>, <c>compare</c>, <c>reproduce</c> and <c>resume</c> share: work, show, report.</summary>
static class Work
{
    static readonly TimeSpan PlainEvery = TimeSpan.FromSeconds(5);

    /// <param name="founding">Null: it is in the journal.</param>
    public static async Task<int> Until(
        WorkPlace place, TrialView view, Founding? founding, MachineSettings machine, TimeSpan? atMost, Telling telling,
        CancellationToken interrupt)
    {
        var console = Consoles.Open(telling.Plain);
        var live = console.Profile.Capabilities.Interactive;
        using var logs = Logging.Open(machine.Log, live, telling.Verbose);
        var started = TimeProvider.System.GetTimestamp();
        var session = new RunSession(place, view, founding);
        var reason = StopReason.Interrupted;
        if (live)
            await console.Live(Text.Empty).StartAsync(
                async context => reason = await session.Run(new IslandTable(context), atMost, interrupt));
        else
            reason = await session.Run(new PlainDisplay(Console.Out, PlainEvery), atMost, interrupt);

        if (reason == StopReason.Stuck)
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Nothing can go on: {session.Trouble}"));
        await Tell(console, place, session, reason, TimeProvider.System.GetElapsedTime(started), telling);
        return reason switch
        {
            StopReason.Interrupted => ExitCode.Interrupted,
            StopReason.Stuck => ExitCode.Stuck,
            _ => FoundNothing(session.View) ? ExitCode.NoChampion : ExitCode.Done,
        };
    }

    static bool FoundNothing(TrialView view) => view is RunView { HasEnded: true, State.Outcome.Champion: null }
        or ComparisonView { HasEnded: true, IsExperiment: false, HasOutcome: false };

    static async Task Tell(
        IAnsiConsole console, WorkPlace place, RunSession session, StopReason reason, TimeSpan wall, Telling telling)
    {
        if (session.View is ComparisonView { IsExperiment: true } experiment)
        {
            if (telling.Reproduced is { } tell) tell(experiment);
            else console.WriteLine($"{Shown.Line(experiment.Name)} is an experiment; lossactors reproduce tells of it.");
            return;
        }

        if (session.View is ComparisonView comparison)
        {
            var wish = telling.Wish ?? new ComparisonWish(null, null, Times: true);
            CompareCommand.Tell(console, comparison, place.Journal.Address.ToString(), telling.Summary, wish);
            return;
        }

        var view = (RunView)session.View;
        var stoppedBy = reason switch
        {
            StopReason.Time => "time",
            StopReason.Interrupted => "interrupt",
            StopReason.Stuck => "trouble",
            _ => "births",
        };
        var summary = await RunSummary.Of(view, place.Reader, place.Journal.Address.ToString(), stoppedBy, session.Lanes, wall);
        Advise(console, view, session.Lanes);
        RunReport.Print(console, view, summary, reason);
        if (telling.Summary is null) return;
        var data = DataNumbers.Of(view.State.Plan?.Islands.Recipe.DescriptionOnHand());
        OutputFile.Write(telling.Summary.FullName, (summary with { Data = data }).ToJson() + "\n");
    }

    static void Advise(IAnsiConsole console, RunView view, int lanes)
    {
        if (view.State.Plan?.Islands is not { } plan || lanes <= plan.Islands * plan.Window) return;
        console.WriteLine(
            $"{lanes - plan.Islands * plan.Window} of {lanes} lanes stay idle: {plan.Islands} islands keep {plan.Window} evaluations each "
            + $"in flight. Set islands.window = {(3 * lanes + plan.Islands - 1) / plan.Islands} (and a population of twice that) "
            + "in a new run to keep them busy.");
    }
}
