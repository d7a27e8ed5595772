using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Kernel;

/// <summary>
/// What an actor is: a pure state machine. <see cref="Decide"/> reads a state and an input and says what happens;
/// <see cref="Apply"/> is the only way a state changes, in life and in recovery alike. No clock, no random generator, no I/O.
/// </summary>
/// <typeparam name="TState">Immutable.</typeparam>
/// <typeparam name="TEvent">Immutable; what the journal keeps.</typeparam>
public interface IActorLogic<TState, TEvent>
{
    TState Initial { get; }

    /// <summary>What the actor takes next. The run's row can only hold turns back (paused, stopped); it is no input.</summary>
    Awaiting Next(TState state, RunRecord run);

    Decision<TEvent> Decide(TState state, Input input);

    TState Apply(TState state, TEvent happened);

    NewEvent Write(TEvent happened);

    /// <exception cref="UnknownEventException">The event is of a newer version of the program.</exception>
    TEvent Read(JournalRecord record);

    /// <summary>Version of <see cref="Save"/>'s bytes.</summary>
    int SnapshotFormat { get; }

    /// <summary>Canonical bytes: equal states give equal bytes.</summary>
    ReadOnlyMemory<byte> Save(TState state);

    TState Load(ReadOnlyMemory<byte> snapshot);
}
