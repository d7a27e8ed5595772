using LossActors.Actors.Devices;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;

namespace LossActors.Actors.Trials;

/// <summary>
/// The entity that a run and a comparison share: answers foundings and pauses from its state or once they are on record, asks the
/// dispatcher for a class until it has one, and ends its life in memory where it has nothing to do.
/// </summary>
public abstract class TrialEntity<TState, TEvent>(EntityId id, TrialLogic<TState, TEvent> logic, IEntityWorld world)
    : Entity<TState, TEvent>(id, logic, world)
    where TState : ITrialState
    where TEvent : class, IEvent
{
    readonly Askers<IMessage> unanswered = new();

    /// <summary>When a person last said something; what other actors say keeps nobody in memory.</summary>
    TimeSpan lastWord;

    protected override void On(IMessage message, IAsker asker, TimeSpan now)
    {
        if (message is ClassIs or Evaluated) Keep(message);
        if (message is Wake) Begin(now);
        if (message is SetPaused wish && wish.Seen > State.PauseChanges)
        {
            // The person has seen what this copy has not: it is behind. The next one is not.
            Restart();
            return;
        }

        if (message is not SetPaused && !logic.IsFounding(message)) return;
        HeardWord(now);
        if (Answer(message) is { } answer)
        {
            asker.Answer(answer);
            return;
        }

        Keep(message);
        unanswered.Keep(asker, message, now);
    }

    protected void HeardWord(TimeSpan now) => lastWord = now;

    // Permission to go on is the logic's affair: a paused one still takes the word to continue.
    protected override bool MayGoOn(TimeSpan now) => true;

    protected override bool MayAsk(TimeSpan now) => World.IsServed(Id);

    protected override void OnRecovered(TimeSpan now)
    {
        lastWord = now;
        AskForClass();
    }

    protected override void OnStep(Input taken, TimeSpan now)
    {
        unanswered.Answer(Answer);
        AskForClass();
    }

    protected override void OnTick(TimeSpan now)
    {
        unanswered.Forget(now);
        var idle = !State.IsFounded || State.IsPaused || State.HasEnded;
        if (idle && !IsWriting && now - lastWord > Patience.IdleRun) Passivate();
        else AskForClass();
    }

    /// <summary>The answer to a founding, also a refusal; null: it must be taken first.</summary>
    protected abstract IMessage? AnswerFounding(IMessage founding);

    IMessage? Answer(IMessage question) => question is not SetPaused ? AnswerFounding(question)
        : logic.IsOfUse(State, question) ? null
        : new PauseAnswer(State.IsPaused, State.HasEnded);

    void Keep(IMessage fact)
    {
        if (logic.IsOfUse(State, fact)) Inbox.Add(fact is Evaluated e ? e.Key : fact.GetType(), fact);
    }

    /// <summary>A process has come that works for it: what it waited with is asked at once.</summary>
    void Begin(TimeSpan now)
    {
        HeardWord(now);
        AskForClass();
        AskAll(now);
    }

    void AskForClass()
    {
        if (!World.IsServed(Id) || State is not { IsFounded: true, ArithmeticClass: null, IsPaused: false, HasEnded: false }) return;
        World.TellDispatcher(new WhichClass(Id));
    }
}
