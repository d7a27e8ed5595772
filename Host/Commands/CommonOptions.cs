using System.CommandLine;
using System.Text.Json;
using LossActors.Persistence.Addresses;

namespace LossActors.Host.Commands;

/// <summary>Options that several commands share. A fresh one for each command that takes it.</summary>
static class CommonOptions
{
    /// <param name="overFile">Whether the command takes a run file, which names a journal too.</param>
    public static Option<string?> Journal(bool required = false, bool overFile = true) => new("--journal")
    {
        Description = $"sqlite:PATH, or a PostgreSQL URL{(overFile && !required ? "; over the run file's" : "")}",
        Required = required,
    };

    public static Option<string[]> Set() => Set("KEY=VALUE over the run file's; may be given several times");

    /// <summary>Of a command that takes no run file, or works with none: what concerns this machine alone.</summary>
    public static Option<string[]> MachineSet() =>
        Set("KEY=VALUE of this machine (node, devices, log, akka); may be given several times");

    /// <summary>What <c>--set</c> and <c>--journal</c> say, the latter last.</summary>
    /// <exception cref="FormatException">The journal's address is none.</exception>
    public static IReadOnlyList<string> Overrides(string[] set, string? journal)
    {
        if (journal is null) return set;
        JournalAddress.Parse(journal);
        return [.. set, $"journal={JsonSerializer.Serialize(journal)}"];
    }

    public static Option<string?> Run() => new("--run") { Description = "name of the run; not needed where the journal has one" };

    /// <param name="written">False: the command only looks whether the file could be written.</param>
    public static Option<FileInfo?> Summary(bool written = true) => new("--summary")
    {
        Description = written ? "write the result as JSON to this file" : "check that this file can be written",
    };

    public static Option<bool> Plain() => new("--plain") { Description = "plain lines instead of a live display" };

    static Option<string[]> Set(string description) => new("--set")
    {
        Description = description,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    public static Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "stack traces in the log and in errors", Recursive = true,
    };
}
