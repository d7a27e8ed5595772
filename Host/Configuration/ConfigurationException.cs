namespace LossActors.Host.Configuration;

/// <summary>A configuration that cannot be used. The message has one line for each fault, ready to print; the program exits with code
/// 2.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>The most faults that a message lists.</summary>
    public const int MostListed = 10;

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
