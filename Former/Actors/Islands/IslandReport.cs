using System.Collections.Immutable;
using System.Text.Json;

namespace LossActors.FormerActors.Islands;

/// <summary>What an island tells its run: the hall of fame after a turn, and how far all births are scored.</summary>
/// <param name="TargetMet">Whether a loss of this island, as measured so far, meets the run's target.</param>
/// <param name="ThroughBefore">Births up to this one were all scored before the turn.</param>
/// <param name="Through">Births up to this one are all scored after it.</param>
public sealed record IslandReport(int Island, int ThroughBefore, int Through, ImmutableArray<Individual> Hall, bool TargetMet, bool Ended)
{
    public const string MessageType = "report";

    public static IslandReport Of(IslandState state, int throughBefore) =>
        new(state.Plan!.Island, throughBefore, state.ScoredThrough, [.. state.Hall.Values],
            state.Plan.Target is { } target && state.Hall.Values.Any(i => i.Score <= target), state.Ended);

    public ReadOnlyMemory<byte> ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, IslandJsonContext.Default.IslandReport);

    public static IslandReport Parse(ReadOnlyMemory<byte> data) =>
        JsonSerializer.Deserialize(data.Span, IslandJsonContext.Default.IslandReport) ?? throw new FormatException("An island's report is empty.");
}
