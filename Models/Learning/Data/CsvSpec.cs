using System.Text.Json.Serialization;

namespace LossActors.Learning.Data;

/// <summary>
/// A table in a text file with a header line: one column holds the labels, any texts, and all others numbers. Classes are the different
/// labels, in the order of their numbers if they are whole numbers, else in the order of their characters' codes. Blanks around a label
/// do not count; what is no UTF-8, and accents apart from their letters, are refused.
/// </summary>
/// <param name="Path">A relative path is looked for as <see cref="DataSource.Locate"/> says.</param>
/// <param name="Label">Name of the column of the labels.</param>
/// <param name="TestPath">A table with the same columns; without it <paramref name="HeldBack"/> of the rows are set apart.</param>
/// <param name="Ignore">Columns that are not inputs, such as ids, separated by line ends.</param>
/// <param name="Separator">Between two cells: one character.</param>
/// <param name="Classes">Found in the labels by <see cref="DatasetSpec.Pinned"/>.</param>
public sealed record CsvSpec(
    string Path, string Label, string? TestPath = null, string? Ignore = null, string Separator = ",", double Validation = 0.2,
    double HeldBack = 0.2, double LabelNoise = 0, Normalisation Normalisation = Normalisation.Standard, int? Classes = null,
    string? Content = null) : PooledSpec
{
    [JsonIgnore]
    public override int ClassCount => Classes ?? throw new InvalidOperationException("The classes are known once the data are pinned.");

    [JsonIgnore]
    public override bool IsPinned => base.IsPinned && Classes is not null;

    [JsonIgnore]
    public override IReadOnlyList<string> PlaceKeys => ["path", "test-path"];

    public override DatasetSpec Pinned()
    {
        var pinned = this with { Content = DataSource.ContentHash(this) };
        return pinned with { Classes = SamplePool.Of(pinned).Classes };
    }

    internal override double HeldBackShare => TestPath is null ? HeldBack : 0;

    internal override string Form => $"csv {Separator}\n{Label}\n{Ignore}";

    internal override DatasetSpec WithoutPlaces() => this with { Path = "", TestPath = TestPath is null ? null : "", Beside = null };

    internal override IEnumerable<(string Key, string Problem)> Problems()
    {
        if (string.IsNullOrWhiteSpace(Path)) yield return ("path", "is empty; name the table");
        if (string.IsNullOrWhiteSpace(Label)) yield return ("label", "is empty; name the column of the labels");
        if (Separator is not [> '\0' and < (char)128] or ['"' or '\n' or '\r'])
            yield return ("separator", $"is '{Separator}'; it is one character, such as , or ;");
        foreach (var p in base.Problems()) yield return p;
    }

    internal override IReadOnlyList<(string Part, string Path)> Files() =>
        TrainingAndTest(Path, TestPath, "a table of comma-separated values");

    internal override (string Key, string Doubt)? Doubt(SamplePool pool) => CsvTable.IsQuantity(pool.ClassNames)
        ? ("label", $"column '{Label}' has {pool.Classes} different numbers; {CsvTable.QuantityRemedy}")
        : null;

    internal override SamplePool Read(IReadOnlyList<DataFile> files) => CsvTable.Pool([.. files.Select(f => CsvTable.Parse(f, this))]);
}
