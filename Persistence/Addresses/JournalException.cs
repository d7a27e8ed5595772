namespace LossActors.Persistence.Addresses;

public enum JournalFault
{
    /// <summary>The database cannot be reached or opened.</summary>
    Unreachable,

    /// <summary>The file or schema is something else than a journal of this program.</summary>
    NotOurs,

    /// <summary>Written by a newer version of the program.</summary>
    Newer,

    /// <summary>The disk is full, or the file may not be written.</summary>
    CannotWrite,

    /// <summary>A record's CRC or sequence is wrong.</summary>
    Damaged,
}

/// <summary>The store refuses or is out of reach. The message is one sentence that names the journal and the remedy.</summary>
public sealed class JournalException(JournalFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    public JournalFault Fault => fault;

    /// <summary>
    /// The same call may succeed later without anybody's doing: a server that is away or starting, a lock that another holds.
    /// </summary>
    public bool MayPass { get; init; }
}
