namespace LossActors.FormerPersistence.InMemory;

public sealed partial class InMemoryStore
{
    readonly Dictionary<ActorId, List<MailboxRow>> mailboxes = [];
    long lastMail;

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

        return Write(() =>
        {
            var outcome = Judge(turn);
            if (outcome is null)
                Apply(turn);
            return outcome ?? TurnOutcome.Committed;
        });
    }

    public ValueTask<IReadOnlyList<MailboxRow>> Mailbox(ActorId recipient, IReadOnlyList<string> keys) =>
        Read<IReadOnlyList<MailboxRow>>(() => [.. MailOf(recipient).Where(m => keys.Contains(m.Key))]);

    public ValueTask<IReadOnlyList<MailboxRow>> Mailbox(ActorId recipient, int limit) =>
        Read<IReadOnlyList<MailboxRow>>(() => [.. MailOf(recipient).Take(limit)]);

    public ValueTask<bool> Post(ActorId recipient, string key, string type, ReadOnlyMemory<byte> data) =>
        Write(() => Deliver(recipient with { Run = RunOf(recipient.Run).Record.Id }, key, type, data.ToArray()));

    public ValueTask<WaveRecord?> Wave(ActorId island, int w) => Read(
        () => !actors.TryGetValue(island, out var row) ? null
            : row.Waves.TryGetValue(w, out var wave) ? wave
            : row.Waves.Values.LastOrDefault(closed => closed.Closed && closed.W <= w));

    /// <summary>Null: nothing stands against it.</summary>
    TurnOutcome? Judge(Turn turn)
    {
        if (!actors.TryGetValue(turn.Actor, out var actor))
            return TurnOutcome.Fenced;
        if (turn.ExpectedSeq >= 0 && turn.ExpectedSeq < actor.Seq && actor.Journal[(int)turn.ExpectedSeq].TurnId == turn.TurnId)
            return TurnOutcome.Committed;
        if (actor.Term != turn.Term)
            return TurnOutcome.Fenced;
        if (actor.Seq != turn.ExpectedSeq)
            return TurnOutcome.Conflict;
        var mail = MailOf(turn.Actor);
        var there = turn.Consumed.Distinct().Count(id => mail.Any(m => m.Id == id));
        return there == turn.Consumed.Count ? null : TurnOutcome.WrongConsumed;
    }

    void Apply(Turn turn)
    {
        var run = turn.Actor.Run;
        var actor = actors[turn.Actor];
        var now = time.GetUtcNow();

        foreach (var e in turn.Events)
            actor.Journal.Add(new(turn.Actor, actor.Seq + 1, turn.Term, turn.TurnId, e.Type, e.Version, e.Data.ToArray(), now));
        if (turn.Status is { } status)
            actor.SetStatus(status, null);
        MailOf(turn.Actor).RemoveAll(m => turn.Consumed.Contains(m.Id));
        for (var i = 0; i < turn.Messages.Count; i++)
        {
            var message = turn.Messages[i];
            Deliver(new(run, message.Recipient), TurnRules.MessageKey(turn, i), message.Type, message.Data.ToArray());
        }

        foreach (var ask in turn.Asks)
            Ask(turn.Actor, ask);
        foreach (var wave in turn.Waves)
            actor.Waves.TryAdd(wave.W, new(wave.W, wave.Closed, wave.Data.ToArray()));
        foreach (var spawned in turn.Spawned)
            Spawn(run, spawned);
        if (turn.Run is { } change)
            Change(run, change);
    }

    List<MailboxRow> MailOf(ActorId recipient)
    {
        if (!mailboxes.TryGetValue(recipient, out var mail))
            mailboxes.Add(recipient, mail = []);
        return mail;
    }

    /// <summary>False if the key is taken.</summary>
    bool Deliver(ActorId recipient, string key, string type, byte[] data)
    {
        var mail = MailOf(recipient);
        if (mail.Exists(m => m.Key == key))
            return false;
        mail.Add(new(++lastMail, key, type, data));
        return true;
    }
}
