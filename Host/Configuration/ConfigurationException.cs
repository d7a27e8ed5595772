using LossActors.Host.Output;

namespace LossActors.Host.Configuration;

/// <summary>A configuration that cannot be used. The message has one line for each fault, ready to print; the program exits with code
/// 2.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>The most faults that a message lists.</summary>
    public const int MostListed = 10;

    /// <param name="source">An option or a thing that has no lines, as the user named it.</param>
    public ConfigurationException(string source, string sentence) : this(new Origin(source, 0, 0), sentence)
    {
    }

    public ConfigurationException(Origin origin, string sentence) : this([new ConfigurationError(origin, sentence)])
    {
    }

    public ConfigurationException(IReadOnlyList<ConfigurationError> errors) : base(Text(errors)) => Errors = errors;

    /// <summary>All faults found, in the order of the files' text where that is known.</summary>
    public IReadOnlyList<ConfigurationError> Errors { get; }

    static string Text(IReadOnlyList<ConfigurationError> errors)
    {
        var lines = errors.Take(MostListed).Select(e => e.ToString());
        return string.Join('\n', errors.Count > MostListed ? lines.Append($"… and {errors.Count - MostListed} more") : lines);
    }
}

/// <summary>One fault of a configuration: where it is, and a sentence that says what is wrong and what to do.</summary>
public sealed record ConfigurationError(Origin Origin, string Sentence)
{
    public override string ToString() =>
        Origin.Variable is null ? $"{Origin}: {Sentence}" : $"{Origin}: (environment variable {Origin.Variable}) {Sentence}";
}

/// <summary>Where a value was written: a file (as the user named it), line and column, both counted from 1. Line 0 means the source has no
/// lines, such as a command-line option. <c>Variable</c> is the environment variable that supplied the value, if one did.</summary>
public readonly record struct Origin(string File, int Line, int Column, string? Variable = null)
{
    internal ConfigurationException Error(string sentence) => new(this, sentence);

    public override string ToString() => Line == 0 ? Shown.Line(File) : $"{Shown.Line(File)}:{Line}:{Column}";
}
