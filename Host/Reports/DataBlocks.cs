using LossActors.Host.Output;
using LossActors.Learning.Data;
using LossActors.Structures.Tables;

namespace LossActors.Host.Reports;

/// <summary>What was trained on: files by name, classes with their numbers in every split, warnings.</summary>
static class DataBlocks
{
    /// <summary>More have no row each.</summary>
    const int MostRows = 20;

    /// <param name="data">Null where they are not on this machine.</param>
    public static IEnumerable<Block> Of(DataDescription? data)
    {
        yield return new Heading("Data");
        if (data is null)
        {
            yield return new Paragraph("The data are not on this machine as they were, so their classes go by numbers.");
            yield break;
        }

        yield return new Paragraph($"{DataWords.Names(data)}: {DataWords.Samples(data)}.");
        yield return data.Classes.Count <= MostRows ? ByClass(data) : BySplit(data);
        foreach (var warning in data.Warnings) yield return new Paragraph($"Warning: {warning}.");
    }

    static Table ByClass(DataDescription data) => new(
        $"Samples of each class, by clean labels{Whose(data)}",
        ["class", .. data.Splits.Select(s => s.Name)],
        [
            // Structures have no classes.
            .. (data.Classes.Count < 2 ? [] : data.Classes).Select(
                (name, k) => (IReadOnlyList<string>)[Excerpt.Of(name), .. data.Splits.Select(s => $"{s.ByClass[k]}")]),
            ["all", .. data.Splits.Select(s => $"{s.Count}")],
        ]);

    static Table BySplit(DataDescription data) => new(
        $"Samples of each split, by clean labels{Whose(data)}",
        ["split", "samples", "by class"],
        [.. data.Splits.Select(s => (IReadOnlyList<string>)[s.Name, $"{s.Count}", DataWords.ByClass(data, s)])]);

    static string Whose(DataDescription data) => data.Places.Count == 0 ? "; each training draws its own, this is the first's" : "";
}
