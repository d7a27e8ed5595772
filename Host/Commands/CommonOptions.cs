using System.CommandLine;
using System.Text.Json;

namespace LossActors.Host.Commands;

/// <summary>Options that several commands share. A fresh one for each command that takes it.</summary>
static class CommonOptions
{
    public static Option<string?> Journal(bool required = false) => new("--journal")
    {
        Description = "sqlite:PATH, or a PostgreSQL URL; over the run file's",
        Required = required,
    };

    public static Option<string[]> Set() => new("--set")
    {
        Description = "KEY=VALUE over the run file's; may be given several times",
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    /// <summary>What <c>--set</c> and <c>--journal</c> say, the latter last.</summary>
    public static IReadOnlyList<string> Overrides(string[] set, string? journal) =>
        journal is null ? set : [.. set, $"journal={JsonSerializer.Serialize(journal)}"];

    public static Option<string?> Run() => new("--run") { Description = "name of the run; not needed where the journal has one" };

    public static Option<FileInfo?> Summary(string description = "write the result as JSON to this file") =>
        new("--summary") { Description = description };

    public static Option<bool> Plain() => new("--plain") { Description = "plain lines instead of a live display" };

    public static Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "stack traces in the log and in errors", Recursive = true,
    };
}
