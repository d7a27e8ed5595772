using Npgsql;

namespace LossActors.FormerPersistence.Postgres;

public sealed partial class PostgresStore
{
    const int RowsOfAPage = 4096;
    const long BytesOfAPage = 4 << 20;

    /// <summary>One at a time: the newest is nearly always the one that is used.</summary>
    public async IAsyncEnumerable<Snapshot> Snapshots(ActorId actor)
    {
        for (var before = long.MaxValue; ;)
        {
            var found = await First(
                """
                SELECT s.seq, s.term, s.format, s.data, s.crc
                FROM snapshot s JOIN actor a ON a.number = s.actor JOIN run r ON r.number = a.run
                WHERE r.run_id = $1 AND a.name = $2 AND s.seq < $3 ORDER BY s.seq DESC LIMIT 1
                """,
                r => Tuple.Create(new Snapshot(actor, r.GetInt64(0), new(r.GetInt64(1)), r.GetInt32(2), (byte[])r[3]), r.GetInt64(4)),
                actor.Run.Value, actor.Name, before).ConfigureAwait(false);
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
        var data = Bytes(snapshot.Data);
        var saved = await Write((c, _) => c.Together(
            (
                """
                INSERT INTO snapshot SELECT a.number, $3, $4, $5, $6, $7 FROM actor a JOIN run r ON r.number = a.run
                WHERE r.run_id = $1 AND a.name = $2 ON CONFLICT DO NOTHING
                """,
                [snapshot.Actor.Run.Value, snapshot.Actor.Name, snapshot.Seq, snapshot.Term.Value, snapshot.Format, data,
                    Checksum.OfSnapshot(snapshot.Actor.Name, snapshot.Seq, snapshot.Format, data)]),
            (
                """
                SELECT a.number, (SELECT count(*) FROM snapshot s WHERE s.actor = a.number) FROM actor a JOIN run r ON r.number = a.run
                WHERE r.run_id = $1 AND a.name = $2
                """,
                [snapshot.Actor.Run.Value, snapshot.Actor.Name])), _ => Concern.None).ConfigureAwait(false);
        if (saved[0] is not [var row])
            throw Missing.Actor(snapshot.Actor);
        if ((long)row[1]! <= TurnRules.SnapshotsKept || !await CanReadBack(snapshot).ConfigureAwait(false))
            return;
        await Write(
            (c, _) => c.Run(
                """
                DELETE FROM snapshot WHERE actor = $1
                    AND seq < (SELECT seq FROM snapshot WHERE actor = $1 ORDER BY seq DESC LIMIT 1 OFFSET $2)
                """,
                row[0], TurnRules.SnapshotsKept - 1), _ => Concern.None).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<JournalRecord> Journal(ActorId actor, long afterSeq = 0)
    {
        var head = await First(
            "SELECT a.number, a.seq FROM actor a JOIN run r ON r.number = a.run WHERE r.run_id = $1 AND a.name = $2",
            static r => Tuple.Create(r.GetInt64(0), r.GetInt64(1)), actor.Run.Value, actor.Name).ConfigureAwait(false);
        for (var last = afterSeq; head is not null && last < head.Item2;)
        {
            var page = await List(
                """
                SELECT seq, term, turn_id, type, version, data, at, crc FROM (
                    SELECT j.*, sum(pg_column_size(data)) OVER (ORDER BY seq) - pg_column_size(data) AS before FROM (
                        SELECT * FROM journal WHERE actor = $1 AND seq > $2 AND seq <= $3) j) paged
                WHERE before < $4 ORDER BY seq
                """,
                r => ReadEvent(r, actor), head.Item1, last, Math.Min(head.Item2, last + RowsOfAPage), BytesOfAPage).ConfigureAwait(false);
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

    JournalRecord ReadEvent(NpgsqlDataReader r, ActorId actor)
    {
        var record = new JournalRecord(
            actor, r.GetInt64(0), new(r.GetInt64(1)), r.GetString(2), r.GetString(3), r.GetInt32(4), (byte[])r[5], At(r, 6));
        if (r.GetInt64(7) != Checksum.OfEvent(actor.Name, record.Seq, record.Type, record.Version, record.Data.Span))
            throw Damaged($"event {record.Seq} of {actor} has another checksum than it was written with");
        return record;
    }

    JournalException Gap(ActorId actor, long seq) => Damaged($"event {seq} of {actor} is missing");

    JournalException Damaged(string what) =>
        new(JournalFault.Damaged, $"The journal {journal} is damaged: {what}. Restore it from a backup.");
}
