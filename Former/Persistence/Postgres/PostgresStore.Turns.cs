using Npgsql;

namespace LossActors.FormerPersistence.Postgres;

public sealed partial class PostgresStore
{
    const string MailColumns =
        "SELECT m.id, m.key, m.type, m.data FROM mailbox m JOIN run r ON r.number = m.run WHERE r.run_id = $1 AND m.recipient = $2";

    public async ValueTask<TurnOutcome> Commit(Turn turn)
    {
        TurnRules.Check(turn);
        var number = Interlocked.Increment(ref writes);
        hook?.Invoke(number, WriteMoment.Before);
        var outcome = await writer.Commit(turn).ConfigureAwait(false);
        hook?.Invoke(number, WriteMoment.After);
        return outcome;
    }

    public ValueTask<IReadOnlyList<MailboxRow>> Mailbox(ActorId recipient, IReadOnlyList<string> keys) =>
        List(MailColumns + " AND m.key = ANY($3) ORDER BY m.id", ReadMail, recipient.Run.Value, recipient.Name, keys.ToArray());

    public ValueTask<IReadOnlyList<MailboxRow>> Mailbox(ActorId recipient, int limit) =>
        List(MailColumns + " ORDER BY m.id LIMIT $3", ReadMail, recipient.Run.Value, recipient.Name, limit);

    public async ValueTask<bool> Post(ActorId recipient, string key, string type, ReadOnlyMemory<byte> data)
    {
        var rows = await WriteTogether(
            (
                """
                INSERT INTO mailbox(run, recipient, key, type, data) SELECT number, $2, $3, $4, $5 FROM run WHERE run_id = $1
                ON CONFLICT DO NOTHING RETURNING 1
                """,
                [recipient.Run.Value, recipient.Name, key, type, Bytes(data)]),
            ("SELECT 1 FROM run WHERE run_id = $1", [recipient.Run.Value])).ConfigureAwait(false);
        return rows[1].Count == 0 ? throw Missing.Run(recipient.Run) : rows[0].Count == 1;
    }

    public ValueTask<WaveRecord?> Wave(ActorId island, int w) => First(
        """
        SELECT v.w, v.closed, v.data FROM wave v JOIN actor a ON a.number = v.actor JOIN run r ON r.number = a.run
        WHERE r.run_id = $1 AND a.name = $2 AND (v.w = $3 OR (v.closed AND v.w < $3)) ORDER BY v.w DESC LIMIT 1
        """,
        static r => new WaveRecord(r.GetInt32(0), r.GetBoolean(1), (byte[])r[2]), island.Run.Value, island.Name, w);

    static MailboxRow ReadMail(NpgsqlDataReader r) => new(r.GetInt64(0), r.GetString(1), r.GetString(2), (byte[])r[3]);
}
