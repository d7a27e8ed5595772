using LossActors.Host.Output;
using LossActors.Learning.Data;

namespace LossActors.Host.Terminal;

/// <summary>What was read to train on, in lines.</summary>
static class DataText
{
    public static IEnumerable<string> Lines(DataDescription data)
    {
        yield return $"Data: {(data.Places.Count == 0 ? DataWords.Names(data) : DataWords.Places(data))}";
        yield return $"  {DataWords.Samples(data)}";
        var width = data.Splits.Max(s => s.Name.Length);
        foreach (var split in data.Splits)
            yield return $"  {split.Name.PadRight(width)}  {split.Count,6}  {DataWords.ByClass(data, split)}";
        foreach (var warning in data.Warnings) yield return $"  Warning: {warning}.";
    }

    public static void Print(TextWriter output, DataDescription data)
    {
        foreach (var line in Lines(data)) output.WriteLine(Shown.Line(line));
    }
}
