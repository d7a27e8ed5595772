namespace LossActors.Actors.Entities;

/// <summary>
/// One entity in memory: buffers facts by name, takes the one that its logic names, writes the decision, applies it, asks what has newly
/// become outstanding. A kind of entity says what it answers and when it may go on.
/// </summary>
public abstract class Entity<TState, TEvent>(EntityId id, ILogic<TState, TEvent> logic, IEntityWorld world) : IEntity
    where TEvent : class, IEvent
{
    HashSet<Question> asked = [];
    Decision<TEvent>? writing;
    Input? taking;
    bool recovered, passivated;

    public EntityId Id => id;

    public virtual TimeSpan Beat => Patience.Tick;

    public long Step { get; private set; }

    public TState State { get; private set; } = logic.Initial;

    protected IEntityWorld World => world;

    protected Inbox Inbox { get; } = new();

    /// <summary>When the entity last heard anything.</summary>
    protected TimeSpan LastHeard { get; private set; }

    /// <summary>Whether a step is being written.</summary>
    protected bool IsWriting => writing is not null;

    public void Replay(IEvent happened, long step)
    {
        State = logic.Apply(State, (TEvent)happened);
        Step = step;
    }

    public void Load(EntitySnapshot snapshot)
    {
        State = Read(snapshot);
        Step = snapshot.Step;
    }

    public abstract EntitySnapshot Save();

    public void Recovered(TimeSpan now)
    {
        recovered = true;
        LastHeard = now;
        OnRecovered(now);
        AskAll(now);
        Advance(now);
    }

    public void Receive(IMessage message, IAsker asker, TimeSpan now)
    {
        if (passivated) return;
        LastHeard = now;
        On(message, asker, now);
        Advance(now);
    }

    public void Persisted(TimeSpan now)
    {
        foreach (var happened in writing!.Events) State = logic.Apply(State, happened);
        Step++;
        var taken = taking!;
        (writing, taking) = (null, null);
        Inbox.Keep(fact => logic.IsOfUse(State, fact));
        OnStep(taken, now);
        AskNew(now);
        Advance(now);
    }

    public void Tick(TimeSpan now)
    {
        if (!recovered || passivated) return;
        OnTick(now);
        if (passivated) return;
        AskAll(now);
        Advance(now);
    }

    /// <summary>Answers a question from the state, keeps it, or puts a fact into the inbox.</summary>
    protected abstract void On(IMessage message, IAsker asker, TimeSpan now);

    /// <summary>Whether inputs may be taken and questions asked now.</summary>
    protected abstract bool MayGoOn(TimeSpan now);

    /// <summary>Whether questions may be asked now.</summary>
    protected virtual bool MayAsk(TimeSpan now) => MayGoOn(now);

    /// <exception cref="SnapshotException">Not to be read.</exception>
    protected abstract TState Read(EntitySnapshot snapshot);

    protected virtual void OnRecovered(TimeSpan now)
    {
    }

    /// <summary>A step is on record: answer what can be answered now.</summary>
    protected virtual void OnStep(Input taken, TimeSpan now)
    {
    }

    protected virtual void OnTick(TimeSpan now)
    {
    }

    /// <summary>Questions that follow from more than the state: from what was heard since the start of this copy.</summary>
    protected virtual IEnumerable<Question> MoreOutstanding(TimeSpan now) => [];

    /// <summary>Whether the answer has come and waits for its turn.</summary>
    protected virtual bool IsAnswered(Question question) => false;

    /// <summary>Inputs that follow from more than the inbox.</summary>
    protected virtual Input? TakesMore(TimeSpan now) => null;

    /// <summary>Asks everything again: what was lost on its way is asked anew.</summary>
    protected void AskAll(TimeSpan now)
    {
        asked = [];
        AskNew(now);
    }

    protected void AskNew(TimeSpan now)
    {
        if (!MayAsk(now)) return;
        HashSet<Question> outstanding = [.. logic.Outstanding(State), .. MoreOutstanding(now)];
        foreach (var question in outstanding)
            if (!asked.Contains(question) && !IsAnswered(question)) world.Ask(question.To, question.Message);
        asked = outstanding;
    }

    protected void Passivate()
    {
        passivated = true;
        world.Passivate();
    }

    /// <summary>For a copy that has heard of steps it does not know.</summary>
    protected void Restart()
    {
        passivated = true;
        world.Restart();
    }

    void Advance(TimeSpan now)
    {
        if (IsWriting || !recovered || passivated || !MayGoOn(now)) return;
        if ((logic.Takes(State, Inbox) ?? TakesMore(now)) is not { } input) return;
        var decision = logic.Decide(State, input);
        if (decision.Events.IsEmpty) throw new InvalidOperationException($"{Id} took '{input.GetType().Name}' without an event on record.");
        (writing, taking) = (decision, input);
        world.Persist(new WrittenStep(Step + 1, [.. decision.Events], decision.Cost));
    }
}
