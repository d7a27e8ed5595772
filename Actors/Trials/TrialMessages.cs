using LossActors.Actors.Entities;

namespace LossActors.Actors.Trials;

/// <summary>Holds a run or comparison back, or lets it go on; answered with <see cref="PauseAnswer"/>.</summary>
/// <param name="Seen">How many pauses and continues were on record when the person looked: one that came later wins.</param>
public sealed record SetPaused(bool Paused, int Seen) : IMessage;

public sealed record PauseAnswer(bool Paused, bool Ended) : IMessage;
