namespace LossActors.Actors.Entities;

/// <summary>An event with what its journal keeps beside it, none of which is part of a decision.</summary>
/// <param name="Step">The number of its step, from 1: the events of one step were one input.</param>
/// <param name="Process">Who wrote it.</param>
/// <param name="Node">The writer's address.</param>
/// <param name="Cost">Of the step; on its first event.</param>
public sealed record Journaled(IEvent Event, long Step, Incarnation Process, string Node, Cost? Cost);
