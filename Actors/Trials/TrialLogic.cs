using LossActors.Actors.Devices;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;

namespace LossActors.Actors.Trials;

/// <summary>A fact or a person's wish that came as a message.</summary>
public sealed record Taken(IMessage Message) : Input;

/// <summary>
/// The logic that a run and a comparison share: is founded, gets a class, takes results in the order of arrival, can be paused. While
/// paused it takes nothing but the word to continue.
/// </summary>
public abstract class TrialLogic<TState, TEvent> : ILogic<TState, TEvent>
    where TState : ITrialState
    where TEvent : class, IEvent
{
    public abstract TState Initial { get; }

    public Input? Takes(TState state, Inbox inbox)
    {
        var useful = inbox.Facts.Where(f => IsOfUse(state, f)).ToArray();
        var next = useful.FirstOrDefault(f => f is SetPaused) ?? (state.IsPaused ? null : useful.FirstOrDefault());
        return next is null ? null : new Taken(next);
    }

    public Decision<TEvent> Decide(TState state, Input input)
    {
        var events = new List<TEvent>();
        foreach (var taken in Take(state, input)) state = Emit(taken);
        // What follows may need no further input: an empty trial is complete at once.
        while (!state.IsPaused && !state.HasEnded && Next(state) is { Count: > 0 } next)
            foreach (var happened in next) state = Emit(happened);
        return new Decision<TEvent>([.. events], input is Taken { Message: Evaluated e } ? e.Cost : null);

        TState Emit(TEvent happened)
        {
            events.Add(happened);
            return Apply(state, happened);
        }
    }

    public abstract TState Apply(TState state, TEvent happened);

    public IEnumerable<Question> Outstanding(TState state) =>
        state is { IsPaused: false, HasEnded: false, Trial: { } trial } ? trial.Open : [];

    public bool IsOfUse(TState state, IMessage fact) => fact switch
    {
        SetPaused wish => state is { IsFounded: true, HasEnded: false } && wish.Seen == state.PauseChanges && wish.Paused != state.IsPaused,
        ClassIs => state is { IsFounded: true, ArithmeticClass: null },
        Evaluated done => state.Trial?.TicketsOf(done.Key).Any() == true,
        _ => !state.IsFounded && IsFounding(fact),
    };

    /// <summary>Whether it is the message that founds such an entity.</summary>
    public abstract bool IsFounding(IMessage message);

    /// <summary>The events that put the input on record.</summary>
    protected abstract IEnumerable<TEvent> Take(TState state, Input input);

    /// <summary>What follows from the state alone, now; empty: something must come first.</summary>
    protected abstract IReadOnlyList<TEvent> Next(TState state);
}
