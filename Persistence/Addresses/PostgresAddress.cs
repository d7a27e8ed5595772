using Npgsql;

namespace LossActors.Persistence.Addresses;

/// <summary>
/// From a <c>postgres://</c> URL or an Npgsql connection string to a connection string. No message of this class holds any part of the
/// text, which may be a password.
/// </summary>
static class PostgresAddress
{
    /// <summary>The tables live in a schema of their own, unless a search path is given.</summary>
    const string Schema = "lossactors";

    static readonly Dictionary<string, string> OfLibpq = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sslmode"] = "SSL Mode", ["sslrootcert"] = "Root Certificate", ["sslcert"] = "SSL Certificate", ["sslkey"] = "SSL Key",
        ["sslpassword"] = "SSL Password", ["application_name"] = "Application Name", ["connect_timeout"] = "Timeout",
        ["options"] = "Options", ["target_session_attrs"] = "Target Session Attributes", ["channel_binding"] = "Channel Binding",
        ["passfile"] = "Passfile", ["host"] = "Host", ["port"] = "Port", ["user"] = "Username", ["password"] = "Password",
        ["dbname"] = "Database", ["search_path"] = "Search Path",
    };

    public static bool IsOne(string text) => IsUrl(text) || text.Split(';').Any(
        part => part.Split('=')[0].Trim().ToLowerInvariant() is "host" or "server");

    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        try
        {
            var settings = IsUrl(text) ? OfUrl(text) : new NpgsqlConnectionStringBuilder(text);
            if (string.IsNullOrEmpty(settings.Host))
                throw new FormatException("The PostgreSQL journal names no host: write postgres://USER@HOST/DATABASE.");
            return settings;
        }
        catch (Exception e) when (e is ArgumentException or UriFormatException or KeyNotFoundException or InvalidCastException)
        {
            throw new FormatException(
                "The PostgreSQL journal's address cannot be read (it is not shown, as it may hold a password): "
                + "write postgres://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=require with reserved characters percent-encoded, "
                + "or an Npgsql connection string.");
        }
    }

    /// <summary>What a person may see of it.</summary>
    public static string WithoutSecrets(string text)
    {
        var settings = Parse(text);
        return $"postgres://{settings.Host}:{settings.Port}/{settings.Database ?? settings.Username}";
    }

    /// <summary>What a journal needs and the address leaves open.</summary>
    public static NpgsqlConnectionStringBuilder ForAJournal(string text, JournalAccess access)
    {
        var settings = Parse(text);
        void Default(string keyword, object value)
        {
            if (!settings.ShouldSerialize(keyword))
                settings[keyword] = value;
        }

        Default("Search Path", Schema);
        Default("Application Name", "lossactors");
        Default("Timeout", 5);

        // Together with the wait for a connection and two seconds for the cancellation below the journal's call-timeout of 20 s: a write
        // that the circuit breaker gives up must not commit afterwards.
        Default("Command Timeout", 12);

        // Two write journals with three writers each, recoveries, snapshots, and the table of nodes.
        Default("Maximum Pool Size", 20);
        Default("Max Auto Prepare", 64);
        Default("Auto Prepare Min Usages", 2);
        Default("Keepalive", 30);
        Default("Tcp Keepalive", true);

        // No state is left behind in a session that a reset would have to undo, at the price of a statement a use.
        Default("No Reset On Close", true);

        // A process that is stopped inside a transaction, or a machine that has lost its power, must not hold its locks for long:
        // the next owner of its actors waits for them.
        settings.Options = string.Join(' ', new[]
        {
            "-c idle_in_transaction_session_timeout=3s -c lock_timeout=5s -c statement_timeout=12s -c tcp_user_timeout=10s",
            "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c synchronous_commit=on",
            access == JournalAccess.ReadOnly ? "-c default_transaction_read_only=on" : null,
            settings.Options,
        }.Where(o => !string.IsNullOrEmpty(o)));
        return settings;
    }

    static bool IsUrl(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    static NpgsqlConnectionStringBuilder OfUrl(string text)
    {
        var settings = new NpgsqlConnectionStringBuilder();
        var rest = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var (before, query) = Cut(rest, '?');
        var (authority, database) = Cut(before, '/');
        var at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            var (user, password) = Cut(authority[..at], ':');
            Set(settings, "Username", user);
            Set(settings, "Password", password);
        }

        var hosts = authority[(at + 1)..];
        if (hosts.Contains(',', StringComparison.Ordinal) || hosts.StartsWith('['))
        {
            Set(settings, "Host", hosts);
        }
        else
        {
            var (host, port) = Cut(hosts, ':');
            Set(settings, "Host", host);
            Set(settings, "Port", port);
        }

        Set(settings, "Database", database);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = Cut(pair, '=');
            var keyword = OfLibpq.GetValueOrDefault(Uri.UnescapeDataString(key), Uri.UnescapeDataString(key));
            Set(settings, keyword, keyword == "SSL Mode" ? value.Replace("verify-", "Verify", StringComparison.Ordinal) : value);
        }

        return settings;
    }

    static void Set(NpgsqlConnectionStringBuilder settings, string keyword, string value)
    {
        if (value.Length > 0)
            settings[keyword] = Uri.UnescapeDataString(value);
    }

    static (string, string) Cut(string text, char at)
    {
        var index = text.IndexOf(at, StringComparison.Ordinal);
        return index < 0 ? (text, "") : (text[..index], text[(index + 1)..]);
    }
}
