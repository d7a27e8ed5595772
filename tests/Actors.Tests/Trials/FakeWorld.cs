using LossActors.Actors.Entities;

namespace LossActors.Actors.Tests.Trials;

/// <summary>A world in which nothing happens by itself: it keeps what an entity asked, told and wrote.</summary>
sealed class FakeWorld : IEntityWorld
{
    public List<Question> Asked { get; } = [];

    public List<IMessage> Told { get; } = [];

    /// <summary>What is being written.</summary>
    public WrittenStep? Writing { get; set; }

    public bool Passivated { get; private set; }

    public void Ask(EntityId whom, IMessage question) => Asked.Add(new Question(whom, question));

    public void TellDispatcher(IMessage message) => Told.Add(message);

    public void Persist(WrittenStep step)
    {
        Assert.Null(Writing);
        Writing = step;
    }

    public void Passivate() => Passivated = true;

    public bool IsGone(Incarnation process, TimeSpan since) => false;
}

sealed class FakeAsker : IAsker
{
    public List<IMessage> Answers { get; } = [];

    public void Answer(IMessage answer) => Answers.Add(answer);
}
