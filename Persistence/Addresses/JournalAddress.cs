namespace LossActors.Persistence.Addresses;

public enum JournalKind
{
    Sqlite,
    Postgres,
}

/// <summary>
/// Where a journal is, as people write it: <c>sqlite:PATH</c>, a <c>postgres://</c> URL, or an Npgsql connection string.
/// </summary>
/// <param name="Location">
/// The path of the file; PostgreSQL's address whole, which may hold a password: show <see cref="ToString"/> instead.
/// </param>
public sealed record JournalAddress(JournalKind Kind, string Location)
{
    const string Forms = "write sqlite:PATH, postgres://USER@HOST/DATABASE, or an Npgsql connection string";

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
            ("sqlite", "") => throw new FormatException("The journal sqlite: names no file: write sqlite:PATH."),
            ("sqlite", _) => new(JournalKind.Sqlite, rest),
            _ => throw new FormatException($"The journal's address is none that this program knows: {Forms}."),
        };
    }

    /// <summary>Fit to be shown: without user and password.</summary>
    public override string ToString() => Kind switch
    {
        JournalKind.Sqlite => $"sqlite:{Location}",
        _ => PostgresAddress.WithoutSecrets(Location),
    };
}
