using System.CommandLine;

using LossActors.Host.RunFiles;
using LossActors.Host.Running;
using LossActors.FormerPersistence;
using Microsoft.Extensions.Logging;

namespace LossActors.Host.Commands;

/// <summary><c>host FILE.conf</c> and <c>join --journal URL</c>: a node that works for every run of a journal until it is told to leave.</summary>
static class HostCommands
{
    static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(2);

    public static Command Host()
    {
        var file = new Argument<FileInfo>("FILE.conf") { Description = "the run file; its run is founded if the journal does not have it" };
        var journal = CommonOptions.Journal();
        var set = CommonOptions.Set();
        var command = new Command("host", "Be a long-running node: host actors and devices for every run of the journal") { file, journal, set };
        command.SetAction(async (parsed, stop) =>
        {
            var path = parsed.GetValue(file)!.ToString();
            var runFile = RunFile.Read(path, CommonOptions.Overrides(parsed.GetValue(set)!, parsed.GetValue(journal)));
            await using var devices = new DeviceSet(runFile.Node, runFile.Devices, runFile.Arithmetic);
            await using var store = await Patiently(() => RunFounding.OpenJournal(runFile.Journal), runFile.Node.Patience, stop);
            await RunFounding.FoundOrFind(store, runFile.Founding, path);
            return await Serve(store, runFile.Node, devices, runFile.Log, parsed.GetValue(CommonOptions.Verbose), stop);
        });
        return command;
    }

    public static Command Join()
    {
        var journal = CommonOptions.Journal(required: true);
        var set = CommonOptions.Set();
        var command = new Command("join", "Add this machine to the runs of a journal, also in the middle of them") { journal, set };
        command.SetAction(async (parsed, stop) =>
        {
            var settings = MachineSettings.Read(parsed.GetValue(set)!);
            await using var devices = new DeviceSet(settings.Node, settings.Devices, settings.Arithmetic);
            var address = JournalAddress.Parse(parsed.GetValue(journal)!);
            await using var store = await Patiently(() => Journals.Open(address, JournalAccess.Existing), settings.Node.Patience, stop);
            return await Serve(store, settings.Node, devices, settings.Log, parsed.GetValue(CommonOptions.Verbose), stop);
        });
        return command;
    }

    /// <summary>A machine that starts before its database waits for it. What does not pass by itself ends the node at once.</summary>
    static async Task<IStore> Patiently(Func<ValueTask<IStore>> open, TimeSpan patience, CancellationToken stop)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await open();
            }
            catch (JournalException e) when (e.MayPass && TimeProvider.System.GetElapsedTime(started) < patience)
            {
                if (attempt == 1)
                    await Console.Error.WriteLineAsync($"{e.Message} This node waits for it, at most {patience.TotalSeconds:0} s (node.patience).");
                await Task.Delay(BetweenAttempts, stop);
            }
        }
    }

    static async Task<int> Serve(
        IStore store, NodeSettings node, DeviceSet deviceSet, LogSettings log, bool verbose, CancellationToken stop)
    {
        using var logs = Logging.Open(log, live: false, verbose);
        var logger = logs.CreateLogger("host");
        Membership? membership = null;
        var devices = await deviceSet.Open(store, () => membership!.Me.Id, TimeProvider.System, logs);
        var options = new EngineOptions(node.Membership, null, node.Actors);
        membership = new Membership(store, () => DeviceSet.Describe(devices, null, node.Actors), options.Membership, TimeProvider.System);
        var engine = new Engine(store, options, devices, membership, TimeProvider.System, logs);
        logger.LogInformation("This node joins with {Lanes} lanes{Actors}", engine.Lanes, node.Actors ? " and hosts actors" : "");
        await engine.Run(stop);
        logger.LogInformation("This node has left; its work is free for others");
        return ExitCode.Done;
    }
}
