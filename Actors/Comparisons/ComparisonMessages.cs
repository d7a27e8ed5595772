using LossActors.Actors.Entities;

namespace LossActors.Actors.Comparisons;

/// <summary>
/// Founds a comparison; answered with <see cref="ComparisonFounded"/>. The same founding again is nothing, another one of the name is
/// refused.
/// </summary>
/// <param name="Config">The keys of its file as JSON, for people to compare.</param>
public sealed record FoundComparison(ComparisonPlan Plan, string Config) : IMessage;

/// <param name="Refusal">Why not, in a sentence; null: the comparison is on record.</param>
public sealed record ComparisonFounded(string? Refusal) : IMessage;
