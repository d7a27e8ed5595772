namespace LossActors.Actors.Entities;

/// <summary>An event as the journal keeps it: with what readers of it want to know, and no decision depends on.</summary>
/// <param name="Step">The number of its step: cuts, replay and snapshots go by steps.</param>
/// <param name="Process">Who wrote it.</param>
/// <param name="Node">Where, in words.</param>
/// <param name="Cost">What the step's input cost; on the step's first event.</param>
public sealed record Journaled(IEvent Event, long Step, Incarnation Process, string Node, Cost? Cost);
