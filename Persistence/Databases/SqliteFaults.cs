using LossActors.Persistence.Addresses;
using Microsoft.Data.Sqlite;

namespace LossActors.Persistence.Databases;

/// <summary>Turns SQLite's error codes into one sentence that names the journal and the remedy.</summary>
static class SqliteFaults
{
    const int Permission = 3, Busy = 5, Locked = 6, ReadOnly = 8, InputOutput = 10, Corrupt = 11, Full = 13, CannotOpen = 14;
    const int NotADatabase = 26;

    public static Exception Explain(Exception error, string path) => error is SqliteException e ? Explain(e, path) : error;

    static JournalException Explain(SqliteException e, string path)
    {
        var (fault, sentence) = e.SqliteErrorCode switch
        {
            Full => (JournalFault.CannotWrite, $"The disk that holds the journal {path} is full: free some space."),
            ReadOnly or Permission => (
                JournalFault.CannotWrite,
                $"The journal {path} may not be written: give this user the right to write the file and its folder."),
            InputOutput => (
                JournalFault.CannotWrite,
                $"Reading or writing the journal {path} failed ({e.SqliteExtendedErrorCode}): check that its disk is sound and has space."),
            Busy or Locked => (
                JournalFault.Unreachable,
                $"Another program holds the journal {path} locked: end it, or wait until it has finished."),
            CannotOpen => (
                JournalFault.Unreachable,
                $"The journal {path} cannot be opened: check that it exists and that this user may read and write it and its folder."),
            Corrupt => (JournalFault.Damaged, $"The journal {path} is damaged or cut short: restore it from a backup."),
            NotADatabase => (
                JournalFault.NotOurs,
                $"The file {path} is no SQLite database: name another journal, or restore this one from a backup."),
            _ => (JournalFault.Unreachable, $"The journal {path} failed: {e.Message.TrimEnd('.')}."),
        };
        return new(fault, sentence, e) { MayPass = e.SqliteErrorCode is Busy or Locked };
    }
}
