using System.Collections.Immutable;
using LossActors.Actors.Entities;

namespace LossActors.Actors.Islands;

/// <summary>The first input.</summary>
public sealed record Founding(IslandPlan Plan, ImmutableArray<RepeatedSteer> Steers) : Input;

/// <param name="Result">As it came.</param>
public sealed record ResultTaken(Ticket Ticket, CanonicalJson Result, Cost? Cost) : Input;

/// <summary>Wave <paramref name="W"/> of every neighbour at once, neighbours ascending.</summary>
public sealed record WavesTaken(int W, ImmutableArray<Wave> Waves) : Input;

/// <param name="Command">Null for a repeated steer, which nobody waits for.</param>
public sealed record SteerTaken(CommandId? Command, Steering Change) : Input;
