using System.Globalization;
using LossActors.Learning.Data;
using LossActors.Structures.Tables;

namespace LossActors.Host.Output;

/// <summary>A data set in words, short however many classes it has.</summary>
static class DataWords
{
    const int MostNames = 12;

    /// <summary>Where files lie together, their folder once.</summary>
    public static string Places(DataDescription data)
    {
        var folders = data.Places.Select(Path.GetDirectoryName).Distinct().ToList();
        return folders is [{ } folder] && data.Places.Count > 1
            ? $"{Names(data)} in {folder}"
            : string.Join(", ", data.Places);
    }

    /// <summary>Without the folders that they lie in.</summary>
    public static string Names(DataDescription data) =>
        data.Places.Count == 0 ? "generated" : string.Join(", ", data.Places.Select(DataSource.NameOf).Distinct());

    /// <summary>How many samples of what, and the classes by name.</summary>
    public static string Samples(DataDescription data)
    {
        var shape = data.Shape.IsImage ? $"images of {data.Shape}" : $"samples of {data.Shape.Size} {Numbers(data.Shape.Size)}";
        if (data.Outputs is { } outputs)
        {
            var inputs = data.Shape.IsText ? $"up to {data.Shape}" : $"{data.Shape.Size} {Numbers(data.Shape.Size)}";
            return $"{data.Splits.Sum(s => s.Count)} samples of {inputs}; {outputs}";
        }

        var columns = data.Columns is { } names ? $" ({Some(names)})" : "";
        return $"{data.Splits.Sum(s => s.Count)} {shape}{columns}; {data.Classes.Count} classes"
            + (data.Places.Count == 0 ? "" : $": {Some(data.Classes)}");
    }

    /// <summary>How many samples of which class a split has; of many classes, from how many to how many.</summary>
    public static string ByClass(DataDescription data, DataSplit split)
    {
        if (data.Outputs is not null) return "";
        var (least, most) = (split.ByClass.Min(), split.ByClass.Max());
        if (least == most) return $"{least} of each class";
        return data.Classes.Count <= MostNames
            ? string.Join(", ", split.ByClass.Zip(data.Classes, (count, name) => $"{count} {Excerpt.Of(name)}"))
            : $"{least} ({NameOf(least)}) to {most} ({NameOf(most)}) of a class";

        string NameOf(int count) => Excerpt.Of(data.Classes[split.ByClass.ToList().IndexOf(count)]);
    }

    static string Numbers(int size) => size == 1 ? "number" : "numbers";

    static string Some(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNames).Select(Excerpt.Of))
        + (names.Count > MostNames ? string.Create(CultureInfo.InvariantCulture, $" and {names.Count - MostNames} more") : "");
}
