using LossActors.Actors.Entities;

namespace LossActors.Simulation.Tests.Worlds;

/// <param name="Sequence">From 1, dense in each journal.</param>
sealed record JournalRow(long Sequence, long Step, IEvent Event, Incarnation Writer);

/// <summary>
/// Journals and snapshots. Nothing guards a journal but its key (persistence id, sequence number): a write whose first number is
/// taken fails whole. Calls take time; the database goes away and comes back; the reply of a write may be lost.
/// </summary>
sealed class Database(Scheduler scheduler, Chance chance)
{
    readonly SortedDictionary<string, List<JournalRow>> journals = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<EntitySnapshot>> snapshots = [];
    TimeSpan awayUntil;

    /// <summary>What becomes of a row that is kept.</summary>
    public Func<JournalRow, JournalRow> Keep { get; init; } = row => row;

    /// <summary>Told of every step on record.</summary>
    public required Action<EntityId, IReadOnlyList<JournalRow>> Written { get; init; }

    /// <summary>False: a writer that is behind is let through.</summary>
    public bool HasUniqueKey { get; init; } = true;

    public bool IsAway => scheduler.Now < awayUntil;

    public long Conflicts { get; private set; }

    public IEnumerable<string> Journals => journals.Keys;

    public IReadOnlyList<JournalRow> Journal(EntityId id) => journals.GetValueOrDefault(id.PersistenceId) ?? [];

    public void GoAway(TimeSpan length) => awayUntil = scheduler.Now + length;

    /// <param name="after">Events that the writer knows of.</param>
    /// <param name="isAlive">Whether the writer still lives.</param>
    /// <param name="done">Told whether the step is known to be on record; runs in no process.</param>
    public void Write(EntityId id, long after, WrittenStep step, Incarnation writer, Func<bool> isAlive, Action<bool> done)
    {
        var rows = step.Events.Select((e, i) => Keep(new JournalRow(after + i + 1, step.Number, e, writer))).ToList();
        scheduler.After(chance.Strikes(Fault.WritesAreLate, 0.03) ? chance.Seconds(0.1, 6) : chance.Seconds(0.001, 0.006), Land);

        void Land()
        {
            if (!isAlive() && chance.Strikes(Fault.WritersDieWithTheirWrites, 0.5)) return;
            var known = !IsAway && Insert(id, after, rows);
            if (known && chance.Strikes(Fault.RepliesOfWritesAreLost, 0.02)) known = false;
            scheduler.After(IsAway ? TimeSpan.FromSeconds(1) : chance.Seconds(0.001, 0.01), () => done(known));
        }
    }

    /// <param name="found">The snapshot to begin with, or null, and the rows after it.</param>
    public void Read(EntityId id, bool withSnapshot, Action<EntitySnapshot?, IReadOnlyList<JournalRow>> found)
    {
        scheduler.After(chance.Seconds(0.001, 0.01), Look);

        void Look()
        {
            if (IsAway)
            {
                scheduler.After(TimeSpan.FromSeconds(0.5), Look);
                return;
            }

            var rows = Journal(id);
            var snapshot = withSnapshot && snapshots.GetValueOrDefault(id.PersistenceId) is { } saved ? chance.One(saved) : null;
            IReadOnlyList<JournalRow> rest = [.. rows.Where(r => r.Step > (snapshot?.Step ?? 0))];
            scheduler.After(chance.Seconds(0.001, 0.02), () => found(snapshot, rest));
        }
    }

    public void SaveSnapshot(EntityId id, EntitySnapshot snapshot) => scheduler.After(chance.Seconds(0.001, 0.05), () =>
    {
        if (IsAway) return;
        if (!snapshots.TryGetValue(id.PersistenceId, out var saved)) snapshots.Add(id.PersistenceId, saved = []);
        saved.Add(snapshot);
    });

    bool Insert(EntityId id, long after, List<JournalRow> rows)
    {
        if (!journals.TryGetValue(id.PersistenceId, out var journal)) journals.Add(id.PersistenceId, journal = []);
        if (journal.Count < after)
            throw new GuaranteeBrokenException($"G2: a write to {id} begins at {after + 1}, its journal ends at {journal.Count}");
        if (journal.Count > after)
        {
            Conflicts++;
            if (HasUniqueKey) return false;
            rows = [.. rows.Select((r, i) => r with { Sequence = journal.Count + i + 1 })];
        }

        journal.AddRange(rows);
        Written(id, rows);
        return true;
    }
}
