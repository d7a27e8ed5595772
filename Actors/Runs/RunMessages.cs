using System.Collections.Immutable;
using LossActors.Actors.Entities;
using LossActors.Actors.Islands;

namespace LossActors.Actors.Runs;

/// <summary>
/// Founds a run; answered with <see cref="RunFounded"/>. The same founding again is nothing, another one of the name is refused.
/// </summary>
/// <param name="Config">The search keys of its run file as JSON, for people to compare.</param>
/// <param name="Steers">Steers of an earlier run to be repeated, by island.</param>
public sealed record FoundRun(RunPlan Plan, string Config, ImmutableSortedDictionary<int, ImmutableArray<RepeatedSteer>> Steers) : IMessage;

/// <param name="Refusal">Why not, in a sentence; null: the run is on record.</param>
public sealed record RunFounded(string? Refusal) : IMessage;

/// <summary>A person's change of an island of this run; answered with <see cref="SteerAnswer"/>.</summary>
public sealed record SteerRun(CommandId Command, int Island, Steering Change) : IMessage;
