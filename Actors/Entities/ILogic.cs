using System.Collections.Immutable;

namespace LossActors.Actors.Entities;

/// <summary>
/// What an entity is: a pure state machine. <see cref="Decide"/> says what happens when an input is taken; <see cref="Apply"/> is the only
/// way a state changes, in life and in recovery alike. No clock, no random generator, no I/O.
/// </summary>
/// <typeparam name="TState">Immutable.</typeparam>
/// <typeparam name="TEvent">Immutable; what the journal keeps.</typeparam>
public interface ILogic<TState, TEvent>
    where TEvent : class, IEvent
{
    TState Initial { get; }

    /// <summary>The input that comes next, if it has come; null: nothing can be taken now.</summary>
    Input? Takes(TState state, Inbox inbox);

    /// <summary>What happens when the state takes the input: at least one event, so that the input is on record.</summary>
    Decision<TEvent> Decide(TState state, Input input);

    TState Apply(TState state, TEvent happened);

    /// <summary>What must be asked in this state, all of it: effects follow from the state, so that none can be lost.</summary>
    IEnumerable<Question> Outstanding(TState state);

    /// <summary>Whether a fact that has come may still be taken; others are forgotten.</summary>
    bool IsOfUse(TState state, IMessage fact);
}

/// <summary>One thing that an entity takes in a step, recorded whole in the first events of that step.</summary>
public abstract record Input;

/// <summary>The events of one step: on record all or none.</summary>
/// <param name="Cost">What the input cost, for people to add up. No part of any state.</param>
public sealed record Decision<TEvent>(ImmutableArray<TEvent> Events, Cost? Cost = null);

/// <summary>What an evaluation cost.</summary>
/// <param name="Evaluation">Its key: several tickets may wait for one evaluation, which costs once.</param>
/// <param name="Seconds">Wall time of the training.</param>
/// <param name="TrainedFor">The run or comparison that asked for it first; another one got it from the cache.</param>
/// <param name="Device">Where it was trained, in words.</param>
public sealed record Cost(string Evaluation, double Seconds, string TrainedFor, string Device);
