using LossActors.FormerPersistence.Postgres;

namespace LossActors.FormerPersistence;

public enum JournalKind
{
    Memory,
    Sqlite,
    Postgres,
}

/// <summary>
/// Where a journal is, as people write it: <c>sqlite:PATH</c>, a <c>postgres://</c> URL, an Npgsql connection string, or <c>memory:</c> for
/// one that ends with the process.
/// </summary>
/// <param name="Location">
/// The path of the file; empty for a journal in memory; PostgreSQL's address whole, which may hold a password: show
/// <see cref="ToString"/> instead.
/// </param>
public sealed record JournalAddress(JournalKind Kind, string Location)
{
    const string Forms = "write sqlite:PATH, postgres://USER@HOST/DATABASE, an Npgsql connection string, or memory:";

    /// <exception cref="FormatException">The text is none of the forms; the message says which there are, and shows no secret.</exception>
    public static JournalAddress Parse(string text)
    {
        if (PostgresAddress.IsOne(text))
        {
            PostgresAddress.Parse(text);
            return new(JournalKind.Postgres, text);
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (scheme, rest) = colon < 0 ? ("", text) : (text[..colon], text[(colon + 1)..]);
        return (scheme, rest) switch
        {
            ("memory", "") => new(JournalKind.Memory, ""),
            ("sqlite", "") => throw new FormatException("The journal sqlite: names no file: write sqlite:PATH."),
            ("sqlite", _) => new(JournalKind.Sqlite, rest),
            _ => throw new FormatException($"The journal's address is none that this program knows: {Forms}."),
        };
    }

    /// <summary>Fit to be shown: without user and password.</summary>
    public override string ToString() => Kind switch
    {
        JournalKind.Memory => "memory:",
        JournalKind.Sqlite => $"sqlite:{Location}",
        _ => PostgresAddress.WithoutSecrets(Location),
    };
}
