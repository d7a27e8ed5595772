using LossActors.Learning.Data;

namespace LossActors.Host.Reports;

/// <summary>What was trained on, for other programs.</summary>
/// <param name="Files">By name, without the folders that they lie in; none for generated data.</param>
/// <param name="Shape">Of a sample: channels, height, width.</param>
/// <param name="Classes">Names, in the order of the labels.</param>
/// <param name="Splits">Samples of each class by split, of clean labels.</param>
sealed record DataNumbers(
    IReadOnlyList<string> Files, IReadOnlyList<int> Shape, IReadOnlyList<string>? Columns, IReadOnlyList<string> Classes,
    IReadOnlyDictionary<string, IReadOnlyList<int>> Splits, IReadOnlyList<string> Warnings)
{
    /// <param name="data">Null where they are not on this machine.</param>
    public static DataNumbers? Of(DataDescription? data) => data is null ? null : new(
        [.. data.Places.Select(DataSource.NameOf)],
        [data.Shape.Channels, data.Shape.Height, data.Shape.Width],
        data.Columns,
        data.Classes,
        data.Splits.ToDictionary(s => s.Name.Replace(' ', '_'), s => s.ByClass),
        data.Warnings);
}
