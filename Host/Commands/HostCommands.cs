using System.CommandLine;
using LossActors.Host.Nodes;
using LossActors.Host.RunFiles;
using LossActors.Host.Running;
using LossActors.Persistence.Addresses;
using LossActors.Persistence.Databases;
using LossActors.Persistence.Nodes;
using LossActors.Persistence.Views;
using Serilog;

namespace LossActors.Host.Commands;

/// <summary>
/// <c>host FILE.conf</c> and <c>join --journal URL</c>: a node that works for every run of a journal until it is told to leave.
/// </summary>
static class HostCommands
{
    static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(2);

    public static Command Host()
    {
        var file = new Argument<FileInfo>("FILE.conf") { Description = "the run file; its run is founded if the journal does not have it" };
        var journal = CommonOptions.Journal();
        var set = CommonOptions.Set();
        var command = new Command("host", "Be a long-running node: host actors and devices for every run of the journal")
        {
            file, journal, set,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var path = parsed.GetValue(file)!.ToString();
            var runFile = RunFile.ReadToSearch(path, CommonOptions.Overrides(parsed.GetValue(set)!, parsed.GetValue(journal)));
            return await Serve(runFile.Machine, runFile.Journal, JournalAccess.Create, (runFile.Founding(Steers.None), path), parsed, stop);
        });
        return command;
    }

    public static Command Join()
    {
        var journal = CommonOptions.Journal(required: true);
        var set = CommonOptions.MachineSet();
        var command = new Command("join", "Add this machine to the runs of a journal, also in the middle of them") { journal, set };
        command.SetAction(async (parsed, stop) =>
        {
            var machine = MachineSettings.Read(parsed.GetValue(set)!);
            return await Serve(machine, parsed.GetValue(journal)!, JournalAccess.Existing, null, parsed, stop);
        });
        return command;
    }

    static async Task<int> Serve(
        MachineSettings machine, string address, JournalAccess access, (Founding Founding, string Path)? file, ParseResult parsed,
        CancellationToken stop)
    {
        Logging.Check(machine.Log);
        await using var devices = new DeviceSet(machine);
        await using var database = await Patiently(() => WorkPlace.Open(address, access), machine.Node.Patience, stop);
        var place = new WorkPlace(database, machine, devices);
        if (file is var (founding, path)) await Foundings.Find(place, founding, path, stop);
        using var logs = Logging.Open(machine.Log, live: false, parsed.GetValue(CommonOptions.Verbose));
        while (true)
        {
            var (end, failed) = await Live(place, file?.Founding, stop);
            if (failed is not null)
            {
                await Console.Error.WriteLineAsync($"Nothing can go on: {failed}");
                return ExitCode.Stuck;
            }

            if (end != NodeEnd.Removed)
            {
                Log.Information("This node has left; its work is free for others");
                return ExitCode.Done;
            }

            Log.Warning("This node was thought dead after a stall; it joins again as a new one");
        }
    }

    /// <returns>How this life ended, and why no device works any more where that is so.</returns>
    static async Task<(NodeEnd End, string? Failed)> Live(WorkPlace place, Founding? founding, CancellationToken stop)
    {
        try
        {
            await using var node = await place.Begin(Service.All, stop);
            if (founding is not null) await Foundings.Found(node, founding, stop);
            foreach (var view in await WorkPlace.OnceThere(() => TrialView.All(place.Reader), stop))
                if (!view.HasEnded && !view.IsPaused) node.Wake(view.Id);
            Log.Information(
                "This node joins with {Lanes} lanes{Actors}", node.Lanes, node.HostsActors ? " and hosts actors" : "");
            var noDevice = node.DevicesFailed;
            await Task.WhenAny(node.Ended, noDevice, Task.Delay(Timeout.Infinite, stop));
            if (noDevice.IsCompleted) return (NodeEnd.Left, string.Join("; ", node.DeviceFailures));
            if (!node.Ended.IsCompleted) await node.Leave();
            return (await node.Ended, null);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return (NodeEnd.Left, null);
        }
        catch (NotMemberException)
        {
            return (NodeEnd.Removed, null);
        }
    }

    /// <summary>A machine that starts before its database waits for it. What does not pass by itself ends the node at once.</summary>
    static async Task<Database> Patiently(Func<Task<Database>> open, TimeSpan patience, CancellationToken stop)
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
                {
                    await Console.Error.WriteLineAsync(
                        $"{e.Message} This node waits for it, at most {patience.TotalSeconds:0} s (node.patience).");
                }

                await Task.Delay(BetweenAttempts, stop);
            }
        }
    }
}
