using LossActors.Actors.Entities;

namespace LossActors.Actors.Tests.Scripted;

/// <summary>A world that notes what an entity does. Writes wait for the test to confirm them.</summary>
sealed class ScriptedWorld : IEntityWorld
{
    public List<Question> Asked { get; } = [];

    public List<IMessage> ToDispatcher { get; } = [];

    public List<WrittenStep> Written { get; } = [];

    /// <summary>A step that is written and not confirmed yet.</summary>
    public WrittenStep? Writing { get; private set; }

    public bool Passivated { get; private set; }

    /// <summary>Why the entity stands still, each time it said so.</summary>
    public List<string> Complaints { get; } = [];

    public HashSet<Incarnation> Gone { get; } = [];

    public void Ask(EntityId whom, IMessage question) => Asked.Add(new Question(whom, question));

    public void TellDispatcher(IMessage message) => ToDispatcher.Add(message);

    public void Persist(WrittenStep step)
    {
        if (Writing is not null) throw new InvalidOperationException("Two steps are written at a time.");
        Writing = step;
    }

    public void Passivate() => Passivated = true;

    public bool IsGone(Incarnation process, TimeSpan since) => Gone.Contains(process);

    /// <summary>Whether some process works for the entity.</summary>
    public bool Served { get; set; } = true;

    bool IEntityWorld.IsServed(EntityId entity) => Served;

    void IEntityWorld.StandsStill(string reason) => Complaints.Add(reason);

    /// <summary>Confirms writes until the entity writes no more.</summary>
    public void Settle(IEntity entity, TimeSpan now)
    {
        while (Writing is { } step)
        {
            Written.Add(step);
            Writing = null;
            entity.Persisted(now);
        }
    }

    /// <summary>What was asked since the last look.</summary>
    public List<Question> TakeAsked()
    {
        List<Question> asked = [.. Asked];
        Asked.Clear();
        return asked;
    }
}

/// <summary>An asker that notes its answers.</summary>
sealed class ScriptedAsker : IAsker
{
    public List<IMessage> Answers { get; } = [];

    public void Answer(IMessage answer) => Answers.Add(answer);

    /// <summary>The one answer since the last look; null: none.</summary>
    public IMessage? Take()
    {
        var answer = Answers.SingleOrDefault();
        Answers.Clear();
        return answer;
    }
}
