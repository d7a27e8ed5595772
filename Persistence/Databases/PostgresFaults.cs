using System.Net.Sockets;
using LossActors.Persistence.Addresses;
using Npgsql;

namespace LossActors.Persistence.Databases;

/// <summary>Which errors pass by themselves, and one sentence for those that do not.</summary>
static class PostgresFaults
{
    /// <summary>
    /// The server is away, starting, chose this transaction as the victim, or ended it because this process was slow: the same again may
    /// succeed.
    /// </summary>
    public static bool MayPass(Exception error) => error switch
    {
        PostgresException e => ServerGoesAway(e) || e.IsTransient || e.SqlState is "57014" or "23503" or "25P03"
            || e.SqlState.StartsWith("40", StringComparison.Ordinal),
        NpgsqlException e => e.IsTransient || e.InnerException is SocketException or IOException or TimeoutException,
        TimeoutException or SocketException or IOException => true,
        _ => false,
    };

    public static bool ServerGoesAway(PostgresException e) =>
        e.SqlState.StartsWith("57P", StringComparison.Ordinal) || e.SqlState.StartsWith("08", StringComparison.Ordinal);

    /// <summary>Only what a database may throw; a caller's own error stays what it is.</summary>
    public static Exception Explain(Exception error, string journal)
    {
        if (error is not (NpgsqlException or TimeoutException or SocketException or IOException))
            return error;
        var state = (error as PostgresException)?.SqlState ?? "";
        var (fault, sentence) = state switch
        {
            "53100" => (JournalFault.CannotWrite, $"The disk of the server of the journal {journal} is full: free some space there."),
            "42501" => (
                JournalFault.CannotWrite,
                $"This user may not do that in the journal {journal}: grant it CREATE on the database, and ownership "
                + "of the journal's schema."),
            "25006" => (
                JournalFault.CannotWrite,
                $"The journal {journal} was opened to be read only, or its server is a replica: name the primary."),
            "28000" or "28P01" => (
                JournalFault.Unreachable,
                $"The server of the journal {journal} refuses the user or the password: correct them in the address."),
            "3D000" => (
                JournalFault.Unreachable,
                $"The database of the journal {journal} does not exist: create it, or correct the address."),
            "53300" => (
                JournalFault.Unreachable,
                $"The server of the journal {journal} has no connection left: raise max_connections, or lower "
                + "'Maximum Pool Size' in the address."),
            "XX001" or "XX002" => (JournalFault.Damaged, $"The journal {journal} is damaged: restore it from a backup."),
            "" when error is NpgsqlException { InnerException: null } => (
                JournalFault.Unreachable,
                $"The server of the journal {journal} cannot be used ({error.Message.TrimEnd('.')}): correct the address or the "
                + "server's settings."),
            "" => (
                JournalFault.Unreachable,
                $"The server of the journal {journal} cannot be reached: check that it runs and that the address is right."),
            _ => (
                JournalFault.Unreachable,
                $"The journal {journal} failed (SQLSTATE {state}): {((PostgresException)error).MessageText.TrimEnd('.')}."),
        };
        return new JournalException(fault, sentence, error) { MayPass = MayPass(error) };
    }
}
