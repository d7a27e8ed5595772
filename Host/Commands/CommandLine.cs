using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using LossActors.Genetics.Genes;
using LossActors.Host.Configuration;
using LossActors.Host.Output;
using LossActors.Host.Running;
using LossActors.Learning.Data;
using LossActors.Learning.Tensors;
using LossActors.Persistence.Addresses;

namespace LossActors.Host.Commands;

/// <summary>
/// The program as its command line: what every command has in common, above all that a fault is one sentence and an exit code.
/// </summary>
static partial class CommandLine
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
        if (parsed.Errors.Count > 0)
        {
            foreach (var fault in parsed.Errors) await error.WriteLineAsync(Unread(fault.Message) ?? NoWord(fault) ?? fault.Message);
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

    /// <summary>What System.CommandLine says of a value that is not of its type, in words for people; null for anything else.</summary>
    static string? Unread(string message)
    {
        if (OfAnotherType().Match(message) is not { Success: true, Groups: var found }) return null;
        var type = found["type"].Value;
        var expected = type.Contains(nameof(Int32)) ? $"a whole number from {int.MinValue} to {int.MaxValue}"
            : type.Contains(nameof(Double)) ? "a number"
            : type.Contains(nameof(DirectoryInfo)) ? "the name of a folder"
            : type.Contains(nameof(FileInfo)) ? "the name of a file"
            : "another value";
        var whose = found["option"].Success ? $"{found["option"].Value}: it" : $"{found["command"].Value}: an argument";
        return $"{whose} is '{Shown.Line(found["value"].Value)}', but must be {expected}";
    }

    /// <summary>What it says, in lines, of a value that is none of an option's words.</summary>
    static string? NoWord(ParseError fault) =>
        fault.SymbolResult is OptionResult { Option: var option, Tokens: [var given, ..] } && fault.Message.Contains('\n')
            ? $"{option.Name}: it is '{Shown.Line(given.Value)}', but must be one of "
                + string.Join(", ", option.GetCompletions(CompletionContext.Empty).Select(word => word.Label))
            : null;

    [GeneratedRegex(
        "^Cannot parse argument '(?<value>.*)' for (option '(?<option>.*)'|command '(?<command>.*)') as expected type '(?<type>.*)'",
        RegexOptions.Singleline)]
    private static partial Regex OfAnotherType();

    static (int Code, string Sentence) Fault(Exception e) => e switch
    {
        ConfigurationException or FormatException or GeneException => (ExitCode.BadConfiguration, e.Message),
        DataSetException => (ExitCode.BadData, e.Message),
        JournalException => (ExitCode.Journal, e.Message),
        TorchUnavailableException => (ExitCode.Stuck, e.Message),
        NoChampionException => (ExitCode.NoChampion, e.Message),
        // An argument that may be absent is read when it is asked for.
        InvalidOperationException when Unread(e.Message) is { } sentence => (ExitCode.BadConfiguration, sentence),
        OperationCanceledException => (ExitCode.Interrupted, "Interrupted."),
        IOException or UnauthorizedAccessException => (ExitCode.BadConfiguration, $"A file or folder cannot be used. {e.Message}"),
        _ => (
            ExitCode.OwnFault,
            "LossActors has met a fault of its own. The same line with --verbose shows where; please report it. "
            + $"({e.GetType().Name}: {e.Message})"),
    };
}
