namespace LossActors.Persistence;

public enum JournalKind
{
    Memory,
    Sqlite,
}

/// <summary>Where a journal is, as people write it: <c>sqlite:PATH</c>, or <c>memory:</c> for one that ends with the process.</summary>
/// <param name="Location">The path of the file; empty for a journal in memory.</param>
public sealed record JournalAddress(JournalKind Kind, string Location)
{
    const string Forms = "write sqlite:PATH or memory:";

    /// <exception cref="FormatException">The text is none of the forms; the message says which there are.</exception>
    public static JournalAddress Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (scheme, rest) = colon < 0 ? ("", text) : (text[..colon], text[(colon + 1)..]);
        return (scheme, rest) switch
        {
            ("memory", "") => new(JournalKind.Memory, ""),
            ("sqlite", "") => throw new FormatException("The journal sqlite: names no file: write sqlite:PATH."),
            ("sqlite", _) => new(JournalKind.Sqlite, rest),
            _ => throw new FormatException($"'{text}' is no journal: {Forms}."),
        };
    }

    public override string ToString() => Kind == JournalKind.Memory ? "memory:" : $"sqlite:{Location}";
}
