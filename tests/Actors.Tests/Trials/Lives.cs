using LossActors.Actors.Entities;
using LossActors.Actors.Tests.Scripted;

namespace LossActors.Actors.Tests.Trials;

/// <summary>An entity that lives again and again over one journal, whose events go through their bytes.</summary>
sealed class Lives<TState, TEvent>(Func<IEntityWorld, Entity<TState, TEvent>> make, IEventCodec codec)
    where TEvent : class, IEvent
{
    readonly List<(string Type, byte[] Data, long Step)> journal = [];
    int recorded;

    public ScriptedWorld World { get; private set; } = new();

    public Entity<TState, TEvent> Entity { get; private set; } = null!;

    public TState State => Entity.State;

    public TimeSpan Now { get; private set; }

    public IReadOnlyList<TEvent> Events => [.. journal.Select(j => (TEvent)codec.Read(j.Type, codec.Version, j.Data))];

    public IEnumerable<IMessage> Asked => World.Asked.Select(q => q.Message);

    /// <summary>Whether steps are on record at once; false: they stay under way until <see cref="Settle"/>.</summary>
    public bool WritesAtOnce { get; set; } = true;

    /// <summary>A new life from the journal; whatever was under way is lost.</summary>
    public Lives<TState, TEvent> Start(bool served = true)
    {
        World = new ScriptedWorld { Served = served };
        recorded = 0;
        Entity = make(World);
        foreach (var (type, data, step) in journal) Entity.Replay(codec.Read(type, codec.Version, data), step);
        Entity.Recovered(Now);
        return Do(() => { });
    }

    public Lives<TState, TEvent> Receive(IMessage message, IAsker? asker = null) =>
        Do(() => Entity.Receive(message, asker ?? new ScriptedAsker(), Now));

    /// <summary>Asks, and returns all that was answered at once.</summary>
    public IReadOnlyList<IMessage> AnswersTo(IMessage question)
    {
        var asker = new ScriptedAsker();
        Receive(question, asker);
        return asker.Answers;
    }

    public Lives<TState, TEvent> Tick(double seconds = 2)
    {
        Now += TimeSpan.FromSeconds(seconds);
        return Do(() => Entity.Tick(Now));
    }

    /// <summary>Forgets what was asked and told so far.</summary>
    public Lives<TState, TEvent> Forget()
    {
        World.Asked.Clear();
        World.ToDispatcher.Clear();
        return this;
    }

    public void Settle()
    {
        World.Settle(Entity, Now);
        foreach (var step in World.Written.Skip(recorded))
            journal.AddRange(step.Events.Select(e => (e.GetType().Name, codec.Write(e), step.Number)));
        recorded = World.Written.Count;
    }

    Lives<TState, TEvent> Do(Action what)
    {
        what();
        if (WritesAtOnce) Settle();
        return this;
    }
}
