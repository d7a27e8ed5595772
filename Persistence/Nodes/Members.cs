using LossActors.Actors.Entities;

namespace LossActors.Persistence.Nodes;

/// <summary>The table of nodes as last read. Safe for use by many threads.</summary>
/// <param name="now">Monotonic; the same clock as the times asked about.</param>
public sealed class Members(NodeTable table, Func<TimeSpan> now)
{
    /// <summary>Between two readings for a certificate that is not known, so that a flood of strangers is not one of queries.</summary>
    static readonly TimeSpan Rate = TimeSpan.FromMilliseconds(500);

    readonly Lock refreshing = new();
    TimeSpan asked = TimeSpan.MinValue;
    volatile Reading last = new(null, []);

    public IReadOnlyList<NodeRow> Rows => last.Rows;

    /// <exception cref="Addresses.JournalException">The database is out of reach; what was read before stays.</exception>
    public async Task Refresh()
    {
        var began = now();
        var rows = await table.Read().ConfigureAwait(false);
        if (last.Began is not { } earlier || began > earlier) last = new(began, rows);
    }

    /// <summary>Whether a process is known to be gone by a reading that began later: it is buried, or not listed any more.</summary>
    public bool IsGone(Incarnation process, TimeSpan since) =>
        last is var reading && reading.Began > since
        && !reading.Rows.Any(r => r.Key.Incarnation == process && r.State != NodeState.Down);

    /// <summary>
    /// Whether a certificate belongs to a node that is joining or up. Blocks for a reading of the table if it is not known and none was
    /// made for it lately: TLS asks on a thread of its own.
    /// </summary>
    public bool Trusts(string thumbprint)
    {
        if (IsListed(thumbprint)) return true;
        lock (refreshing)
        {
            if (IsListed(thumbprint)) return true;
            if (asked != TimeSpan.MinValue && now() - asked < Rate) return false;
            asked = now();
            try
            {
                Task.Run(Refresh).GetAwaiter().GetResult();
            }
            catch (Addresses.JournalException)
            {
                // Nobody new while the database is away.
                return false;
            }
        }

        return IsListed(thumbprint);
    }

    bool IsListed(string thumbprint) => last.Rows.Any(r => r.State != NodeState.Down && r.Entry.Thumbprint == thumbprint);

    sealed record Reading(TimeSpan? Began, IReadOnlyList<NodeRow> Rows);
}
