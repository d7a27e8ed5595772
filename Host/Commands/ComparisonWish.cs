using LossActors.Actors.Comparisons;

namespace LossActors.Host.Commands;

/// <summary>How a comparison is to be told.</summary>
/// <param name="Reading">In place of that it was founded with; null for that.</param>
/// <param name="Folder">Of the report, or null for none.</param>
/// <param name="Times">Whether wall times are told.</param>
sealed record ComparisonWish(ComparisonReading? Reading, string? Folder, bool Times);
