using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;

namespace LossActors.Actors.Devices;

/// <summary>
/// Wants of one arithmetic class that nobody holds: askers in turn, of each the oldest ticket first, audits last. Beside them the devices
/// of the class that have a free lane.
/// </summary>
sealed class ClassQueue
{
    /// <summary>
    /// As many are audited as lanes may spend on it: one assignment in so many goes to an audit even while others wait, since lanes of a
    /// long run are never idle.
    /// </summary>
    const int AssignmentsAnAudit = 100;

    static readonly Comparer<Want> OldestFirst = Comparer<Want>.Create((a, b) =>
        a.Ticket != b.Ticket ? a.Ticket.CompareTo(b.Ticket) : string.CompareOrdinal(a.Key.Hash, b.Key.Hash));

    readonly Dictionary<string, SortedSet<Want>> byAsker = new(StringComparer.Ordinal);
    readonly Queue<string> turns = [];
    readonly SortedSet<Want> audits = new(OldestFirst);
    readonly SortedSet<KnownDevice> free = new(Comparer<KnownDevice>.Create((a, b) =>
        a.Free != b.Free ? b.Free.CompareTo(a.Free) : a.Order.CompareTo(b.Order)));

    long assignments;

    /// <summary>The device with most lanes free, so that machines share the load.</summary>
    public KnownDevice? Freest => free.Min;

    public void Add(Want want)
    {
        if (want.IsAudit)
        {
            audits.Add(want);
            return;
        }

        if (!byAsker.TryGetValue(want.Asker, out var waiting))
        {
            byAsker[want.Asker] = waiting = new SortedSet<Want>(OldestFirst);
            turns.Enqueue(want.Asker);
        }

        waiting.Add(want);
    }

    public void Remove(Want want)
    {
        if (want.IsAudit) audits.Remove(want);
        else if (byAsker.TryGetValue(want.Asker, out var waiting)) waiting.Remove(want);
    }

    public void Add(KnownDevice device) => free.Add(device);

    public void Remove(KnownDevice device) => free.Remove(device);

    /// <summary>The want whose turn it is, or null.</summary>
    public Want? Take()
    {
        var isAuditsTurn = (assignments + 1) % AssignmentsAnAudit == 0 && audits.Count > 0;
        var next = (isAuditsTurn ? null : TakeInTurn()) ?? audits.Min;
        if (next is null) return null;
        audits.Remove(next);
        assignments++;
        return next;
    }

    Want? TakeInTurn()
    {
        while (turns.TryDequeue(out var asker))
        {
            var waiting = byAsker[asker];
            if (waiting.Min is not { } next)
            {
                byAsker.Remove(asker);
                continue;
            }

            waiting.Remove(next);
            turns.Enqueue(asker);
            return next;
        }

        return null;
    }
}

/// <summary>A device as the dispatcher knows it.</summary>
/// <param name="order">Lower ones were heard of earlier.</param>
sealed class KnownDevice(long order)
{
    public long Order => order;

    public required DeviceState State { get; set; }

    public IAsker? Asker { get; set; }

    public TimeSpan Heard { get; set; }

    /// <summary>Assignments that the device has not shown yet, and when they were sent.</summary>
    public Dictionary<EvaluationKey, TimeSpan> Sent { get; } = [];

    /// <summary>Lanes that would be free if everything sent were held.</summary>
    public int Free => State.Free - Sent.Count;
}
