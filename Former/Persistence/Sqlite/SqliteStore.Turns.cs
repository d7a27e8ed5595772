using Microsoft.Data.Sqlite;

namespace LossActors.FormerPersistence.Sqlite;

public sealed partial class SqliteStore
{
    const string InsertMail =
        "INSERT INTO mailbox(run, recipient, key, type, data) VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(run, recipient, key) DO NOTHING";

    const string MailColumns =
        "SELECT m.id, m.key, m.type, m.data FROM mailbox m JOIN run r ON r.number = m.run WHERE r.run_id = ?1 AND m.recipient = ?2";

    public ValueTask<TurnOutcome> Commit(Turn turn)
    {
        try
        {
            TurnRules.Check(turn);
        }
        catch (ArgumentException e)
        {
            return ValueTask.FromException<TurnOutcome>(e);
        }

        var now = Now;
        return Write(s => CommitTurn(s, turn, now));
    }

    public ValueTask<IReadOnlyList<MailboxRow>> Mailbox(ActorId recipient, IReadOnlyList<string> keys) => Answer<IReadOnlyList<MailboxRow>>(
        s => [.. keys.Distinct()
            .SelectMany(key => s.List(MailColumns + " AND m.key = ?3", ReadMail, recipient.Run.Value, recipient.Name, key))
            .OrderBy(m => m.Id)]);

    public ValueTask<IReadOnlyList<MailboxRow>> Mailbox(ActorId recipient, int limit) => Answer<IReadOnlyList<MailboxRow>>(
        s => s.List(MailColumns + " ORDER BY m.id LIMIT ?3", ReadMail, recipient.Run.Value, recipient.Name, limit));

    public ValueTask<bool> Post(ActorId recipient, string key, string type, ReadOnlyMemory<byte> data) => Write(
        s => s.Run(InsertMail, NumberOf(s, recipient.Run), recipient.Name, key, type, SqliteSession.Bytes(data)) == 1);

    public ValueTask<WaveRecord?> Wave(ActorId island, int w) => Answer(s => s.First(
        """
        SELECT v.w, v.closed, v.data FROM wave v JOIN actor a ON a.number = v.actor JOIN run r ON r.number = a.run
        WHERE r.run_id = ?1 AND a.name = ?2 AND (v.w = ?3 OR (v.closed AND v.w < ?3)) ORDER BY v.w DESC LIMIT 1
        """,
        static r => new WaveRecord(r.GetInt32(0), r.GetBoolean(1), (byte[])r[2]), island.Run.Value, island.Name, w));

    static TurnOutcome CommitTurn(SqliteSession s, Turn turn, long now)
    {
        if (HeadOf(s, turn.Actor) is not { } head)
            return TurnOutcome.Fenced;
        if (head.Seq > turn.ExpectedSeq && TurnAt(s, head.Number, turn.ExpectedSeq + 1) == turn.TurnId)
            return TurnOutcome.Committed;
        if (head.Term != turn.Term.Value)
            return TurnOutcome.Fenced;
        if (head.Seq != turn.ExpectedSeq)
            return TurnOutcome.Conflict;
        if (!AllThere(s, head.Run, turn))
            return TurnOutcome.WrongConsumed;

        MoveHead(s, head.Number, turn);
        foreach (var id in turn.Consumed)
            s.Run("DELETE FROM mailbox WHERE id = ?1", id);
        AppendEvents(s, head.Number, turn, now);
        for (var i = 0; i < turn.Messages.Count; i++)
        {
            var message = turn.Messages[i];
            s.Run(InsertMail, head.Run, message.Recipient, TurnRules.MessageKey(turn, i), message.Type, SqliteSession.Bytes(message.Data));
        }

        foreach (var ask in turn.Asks)
            Ask(s, head.Run, turn.Actor.Name, ask);
        foreach (var wave in turn.Waves)
        {
            s.Run(
                "INSERT INTO wave VALUES(?1, ?2, ?3, ?4) ON CONFLICT(actor, w) DO NOTHING",
                head.Number, wave.W, wave.Closed, SqliteSession.Bytes(wave.Data));
        }

        foreach (var actor in turn.Spawned)
            Spawn(s, head.Run, actor);
        if (turn.Run is { } change)
            Change(s, head.Run, change);
        return TurnOutcome.Committed;
    }

    static void MoveHead(SqliteSession s, long actor, Turn turn)
    {
        if (turn.Status is not { } status)
        {
            s.Run("UPDATE actor SET seq = seq + ?2 WHERE number = ?1", actor, turn.Events.Count);
            return;
        }

        s.Run(
            "UPDATE actor SET seq = seq + ?2, status = ?3, reason = NULL, owner = iif(?3 = 'active', owner, NULL) WHERE number = ?1",
            actor, turn.Events.Count, Words.Of(status));
    }

    static void AppendEvents(SqliteSession s, long actor, Turn turn, long now)
    {
        for (var i = 0; i < turn.Events.Count; i++)
        {
            var (e, seq) = (turn.Events[i], turn.ExpectedSeq + i + 1);
            s.Run(
                "INSERT INTO journal VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                actor, seq, turn.Term.Value, turn.TurnId, e.Type, e.Version, SqliteSession.Bytes(e.Data),
                Checksum.OfEvent(turn.Actor.Name, seq, e), now);
        }
    }

    static string? TurnAt(SqliteSession s, long actor, long seq) =>
        s.First("SELECT turn_id FROM journal WHERE actor = ?1 AND seq = ?2", static r => r.GetString(0), actor, seq);

    static bool AllThere(SqliteSession s, long run, Turn turn)
    {
        var there = turn.Consumed.Distinct().Count(
            id => s.Any("SELECT 1 FROM mailbox WHERE id = ?1 AND run = ?2 AND recipient = ?3", id, run, turn.Actor.Name));
        return there == turn.Consumed.Count;
    }

    static MailboxRow ReadMail(SqliteDataReader r) => new(r.GetInt64(0), r.GetString(1), r.GetString(2), (byte[])r[3]);
}
