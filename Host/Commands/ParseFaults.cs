using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using LossActors.Host.Configuration.Settings;
using LossActors.Host.Output;

namespace LossActors.Host.Commands;

/// <summary>What is wrong with a command line, in sentences that name the word and the remedy.</summary>
static partial class ParseFaults
{
    /// <returns>At least one where the line does not read.</returns>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        var typed = parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).Select(t => t.Value);
        if (typed.FirstOrDefault(word => Option().IsMatch(word)) is { } option) return [Unknown(parsed.CommandResult.Command, option)];
        if (parsed.Errors.Count == 0) return [];
        // What else is missing or too much may follow from the word that was not understood.
        if (parsed.UnmatchedTokens is [var first, ..] words)
            return [Unknown(parsed.CommandResult.Command, words.FirstOrDefault(IsOption) ?? first)];
        string[] told =
        [
            .. parsed.Errors.Select(e => Unread(e.Message) ?? NoWord(e)).OfType<string>(),
            .. parsed.CommandResult.Children.OfType<OptionResult>().Select(Miscounted).OfType<string>(),
            .. Missing(parsed),
        ];
        return told.Length > 0 ? [.. told.Distinct()] : [.. parsed.Errors.Select(e => e.Message).Distinct()];
    }

    /// <summary>What System.CommandLine says of a value that is not of its type, in words for people; null for anything else.</summary>
    public static string? Unread(string message)
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

    static bool IsOption(string word) => word is ['-', _, ..];

    static string Unknown(Command command, string word)
    {
        var (shown, isRoot) = (Shown.Line(word), command is RootCommand);
        var help = $"lossactors {(isRoot ? "help" : $"{command.Name} --help")} lists all";
        if (IsOption(word))
            return $"{shown}: {(isRoot ? "there is" : $"{command.Name} has")} no such option; {Meant(word, command.Options)}{help}";
        return isRoot
            ? $"{shown}: there is no such command; {Meant(word, command.Subcommands)}{help}"
            : $"{shown}: {command.Name} takes {Arguments(command)}, and this is one too many; put what has blanks into quotes";
    }

    static string Meant(string word, IEnumerable<Symbol> known) =>
        Spelling.Nearest(word, known.Where(s => !s.Hidden).Select(s => s.Name)) is { } near ? $"did you mean {near}? " : "";

    static string Arguments(Command command) =>
        command.Arguments.Count == 0 ? "no argument" : string.Join(" and ", command.Arguments.Select(a => a.Name));

    static string? Miscounted(OptionResult given) =>
        given.Tokens.Count > given.Option.Arity.MaximumNumberOfValues ? $"{given.Option.Name}: is given more than once; leave one out"
        : given.Tokens.Count < given.Option.Arity.MinimumNumberOfValues && given.IdentifierTokenCount > 0
            ? $"{given.Option.Name}: needs a value: {given.Option.Description}"
        : null;

    static IEnumerable<string> Missing(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (command is RootCommand) yield break;
        foreach (var option in command.Options)
            if (option.Required && parsed.GetResult(option) is not { Implicit: false })
                yield return $"{command.Name}: needs {option.Name}: {option.Description}";
        foreach (var argument in command.Arguments)
            if (argument.Arity.MinimumNumberOfValues > (parsed.GetResult(argument)?.Tokens.Count ?? 0))
                yield return $"{command.Name}: needs {argument.Name}: {argument.Description}";
    }

    /// <summary>What it says, in lines, of a value that is none of an option's words.</summary>
    static string? NoWord(ParseError fault) =>
        fault.SymbolResult is OptionResult { Option: var option, Tokens: [var given, ..] } && fault.Message.Contains('\n')
            ? $"{option.Name}: it is '{Shown.Line(given.Value)}', but must be one of "
                + string.Join(", ", option.GetCompletions(CompletionContext.Empty).Select(word => word.Label))
            : null;

    /// <summary>What no formula begins with: it was taken for an argument, since no option has the name.</summary>
    [GeneratedRegex("^--[a-z]{2,}(-[a-z]+)*(=|$)")]
    private static partial Regex Option();

    [GeneratedRegex(
        "^Cannot parse argument '(?<value>.*)' for (option '(?<option>.*)'|command '(?<command>.*)') as expected type '(?<type>.*)'",
        RegexOptions.Singleline)]
    private static partial Regex OfAnotherType();
}
