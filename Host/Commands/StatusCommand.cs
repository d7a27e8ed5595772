using System.CommandLine;
using LossActors.Host.Terminal;
using LossActors.Persistence.Addresses;
using LossActors.Persistence.Views;

namespace LossActors.Host.Commands;

/// <summary><c>status</c>: how the runs of a journal stand, read without disturbing them.</summary>
static class StatusCommand
{
    static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var journal = CommonOptions.Journal(required: true);
        var name = CommonOptions.Run();
        var watch = new Option<bool>("--watch") { Description = "again every second until Ctrl-C; into a pipe or file only what is new" };
        var plain = CommonOptions.Plain();
        var command = new Command("status", "Show how a journal's runs stand") { journal, name, watch, plain };
        command.SetAction(async (parsed, stop) =>
        {
            await using var sight = await Sight.Of(parsed.GetValue(journal)!);
            var status = new StatusText(
                sight.Reader,
                async () => parsed.GetValue(name) is { } wanted ? [await sight.Pick(wanted)] : await TrialView.All(sight.Reader));
            if (parsed.GetValue(watch))
            {
                await Watch(status, inPlace: !parsed.GetValue(plain) && !Console.IsOutputRedirected, stop);
                return ExitCode.Interrupted;
            }

            var text = await status.Now();
            Console.WriteLine(text.Length > 0 ? text : $"{sight.Journal} holds no run yet; start one with lossactors run FILE.conf");
            return ExitCode.Done;
        });
        return command;
    }

    static async Task Watch(StatusText status, bool inPlace, CancellationToken stop)
    {
        const string clear = "\e[H\e[J";
        for (var shown = ""; !stop.IsCancellationRequested;)
        {
            string text;
            try
            {
                text = await status.Now();
            }
            catch (JournalException e) when (e.Fault == JournalFault.Unreachable)
            {
                text = $"The journal is out of reach: {e.Message}";
            }

            if (text != shown)
            {
                if (inPlace) Consoles.Raw.Write(clear);
                Console.WriteLine(text);
            }

            shown = text;
            await Task.Delay(Pace, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
