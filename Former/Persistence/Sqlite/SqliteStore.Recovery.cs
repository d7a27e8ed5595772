using Microsoft.Data.Sqlite;

namespace LossActors.FormerPersistence.Sqlite;

public sealed partial class SqliteStore
{
    const int RowsOfAPage = 4096;
    const long BytesOfAPage = 4 << 20;

    /// <summary>One at a time: the newest is nearly always the one that is used.</summary>
    public async IAsyncEnumerable<Snapshot> Snapshots(ActorId actor)
    {
        var head = await Answer(s => HeadOf(s, actor)).ConfigureAwait(false);
        for (var before = long.MaxValue; head is not null;)
        {
            var found = await Answer(s => s.First(
                "SELECT seq, term, format, data, crc FROM snapshot WHERE actor = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT 1",
                r => Tuple.Create(ReadSnapshot(r, actor), r.GetInt64(4)), head.Value.Number, before)).ConfigureAwait(false);
            if (found is null)
                yield break;
            var (snapshot, crc) = found;
            before = snapshot.Seq;
            if (crc == Checksum.OfSnapshot(actor.Name, snapshot.Seq, snapshot.Format, snapshot.Data.Span))
                yield return snapshot;
        }
    }

    public async ValueTask SaveSnapshot(Snapshot snapshot)
    {
        var data = SqliteSession.Bytes(snapshot.Data);
        var crc = Checksum.OfSnapshot(snapshot.Actor.Name, snapshot.Seq, snapshot.Format, data);
        var actor = await Write(
            s =>
            {
                var head = HeadOf(s, snapshot.Actor) ?? throw Missing.Actor(snapshot.Actor);
                s.Run(
                    "INSERT INTO snapshot VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(actor, seq) DO NOTHING",
                    head.Number, snapshot.Seq, snapshot.Term.Value, snapshot.Format, data, crc);
                return head.Number;
            },
            quiet: true).ConfigureAwait(false);

        const string surplus =
            "FROM snapshot WHERE actor = ?1 AND seq < (SELECT seq FROM snapshot WHERE actor = ?1 ORDER BY seq DESC LIMIT 1 OFFSET ?2)";
        var tooMany = Read(s => s.Any("SELECT 1 " + surplus, actor, TurnRules.SnapshotsKept - 1));
        if (!tooMany || !await CanReadBack(snapshot).ConfigureAwait(false))
            return;
        await Write(s => s.Run("DELETE " + surplus, actor, TurnRules.SnapshotsKept - 1), quiet: true).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<JournalRecord> Journal(ActorId actor, long afterSeq = 0)
    {
        if (await Answer(s => HeadOf(s, actor)).ConfigureAwait(false) is not { } head)
            yield break;
        for (var last = afterSeq; last < head.Seq;)
        {
            var bytes = 0L;
            var page = await Answer(s => s.Page(
                """
                SELECT seq, term, turn_id, type, version, data, at, crc FROM journal
                WHERE actor = ?1 AND seq > ?2 AND seq <= ?3 ORDER BY seq LIMIT ?4
                """,
                r => ReadEvent(r, actor),
                e => (bytes += e.Data.Length) >= BytesOfAPage,
                head.Number, last, head.Seq, RowsOfAPage)).ConfigureAwait(false);
            if (page.Count == 0)
                throw Gap(actor, last + 1);
            foreach (var record in page)
            {
                if (record.Seq != ++last)
                    throw Gap(actor, last);
                yield return record;
            }
        }
    }

    async ValueTask<bool> CanReadBack(Snapshot saved)
    {
        await foreach (var snapshot in Snapshots(saved.Actor).ConfigureAwait(false))
        {
            if (snapshot.Seq <= saved.Seq)
                return snapshot.Seq == saved.Seq;
        }

        return false;
    }

    static Snapshot ReadSnapshot(SqliteDataReader r, ActorId actor) =>
        new(actor, r.GetInt64(0), new(r.GetInt64(1)), r.GetInt32(2), (byte[])r[3]);

    JournalRecord ReadEvent(SqliteDataReader r, ActorId actor)
    {
        var record = new JournalRecord(
            actor, r.GetInt64(0), new(r.GetInt64(1)), r.GetString(2), r.GetString(3), r.GetInt32(4), (byte[])r[5], At(r.GetInt64(6)));
        if (r.GetInt64(7) != Checksum.OfEvent(actor.Name, record.Seq, record.Type, record.Version, record.Data.Span))
            throw Damaged($"event {record.Seq} of {actor} has another checksum than it was written with");
        return record;
    }

    JournalException Gap(ActorId actor, long seq) => Damaged($"event {seq} of {actor} is missing");

    JournalException Damaged(string what) =>
        new(JournalFault.Damaged, $"The journal {path} is damaged: {what}. Restore it from a backup.");
}
