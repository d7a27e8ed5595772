using System.CommandLine;
using LossActors.Genetics.Genes;
using LossActors.Host.Configuration;
using LossActors.Host.Running;
using LossActors.Learning.Data;
using LossActors.Learning.Tensors;
using LossActors.Persistence.Addresses;

namespace LossActors.Host.Commands;

/// <summary>
/// The program as its command line: what every command has in common, above all that a fault is one sentence and an exit code.
/// </summary>
static class CommandLine
{
    public static RootCommand Root() => new("LossActors finds neural-network loss functions by itself.")
    {
        RunCommand.Create(), CheckCommand.Create(), CompareCommand.Create(), ResumeCommand.Create(), RunsCommand.Create(),
        StatusCommand.Create(), DeleteCommand.Create(), JournalCommand.Create(),
        LossesCommand.Create(), LossCommand.Create(),
        ExportCommand.Create(), ReplayCommand.Create(), HostCommands.Host(), HostCommands.Join(), NodesCommand.Create(),
        DrainCommand.Create(), PauseCommands.Pause(),
        PauseCommands.Continue(), IslandsCommand.Create(), DevicesCommand.Create(), LaneCommand.Create(), SteerCommand.Create(),
        ReproduceCommand.Create(), LandscapeCommand.Create(), CommonOptions.Verbose,
    };

    /// <param name="error">Where a fault is told.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(string[] args, TextWriter error, CancellationToken stop)
    {
        var parsed = Root().Parse(args is [] or ["help", ..] ? [.. args.Skip(1), "--help"] : args);
        if (ParseFaults.Of(parsed) is { Count: > 0 } faults)
        {
            foreach (var fault in faults) await error.WriteLineAsync(fault);
            return ExitCode.BadConfiguration;
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
                },
                stop);
        }
        catch (Exception e)
        {
            var (code, sentence) = Fault(e);
            await error.WriteLineAsync(sentence);
            if (parsed.GetValue(CommonOptions.Verbose)) await error.WriteLineAsync(e.ToString());
            return code;
        }
    }

    static (int Code, string Sentence) Fault(Exception e) => e switch
    {
        ConfigurationException or FormatException or GeneException => (ExitCode.BadConfiguration, e.Message),
        DataSetException => (ExitCode.BadData, e.Message),
        JournalException => (ExitCode.Journal, e.Message),
        TorchUnavailableException => (ExitCode.Stuck, e.Message),
        NoChampionException => (ExitCode.NoChampion, e.Message),
        // An argument that may be absent is read when it is asked for.
        InvalidOperationException when ParseFaults.Unread(e.Message) is { } sentence => (ExitCode.BadConfiguration, sentence),
        OperationCanceledException => (ExitCode.Interrupted, "Interrupted."),
        IOException or UnauthorizedAccessException => (ExitCode.BadConfiguration, $"A file or folder cannot be used. {e.Message}"),
        _ => (
            ExitCode.OwnFault,
            "LossActors has met a fault of its own. The same line with --verbose shows where; please report it. "
            + $"({e.GetType().Name}: {e.Message})"),
    };
}
