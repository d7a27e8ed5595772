using System.Text.Json.Serialization;

namespace LossActors.Learning.Data.Structured;

/// <summary>
/// Texts that describe something, such as molecules in words: the input is a description's words, the output what is described, character
/// by character. Tables are separated by tabs and have a header; a backslash in them is written twice, as in ChEBI-20.
/// </summary>
/// <param name="Path">
/// One or more tables, separated by line ends. A relative path is looked for as <see cref="DataSource.Locate"/> says.
/// </param>
/// <param name="TestPath">A table with the same columns; without it <paramref name="HeldBack"/> of the rows are set apart.</param>
/// <param name="Input">Column of the descriptions.</param>
/// <param name="OutputColumn">Column of what they describe.</param>
/// <param name="MostTokens">Words that are read of a description: the first so many.</param>
/// <param name="LeastCount">A word that the training tables have more seldom is read as unknown, as all such words are.</param>
public sealed record DescriptionsSpec(
    string Path, string? TestPath = null, string Input = "description", string OutputColumn = "SMILES", int MostTokens = 128,
    int LeastCount = 2, double Validation = 0.2, double HeldBack = 0.2, Normalisation Normalisation = Normalisation.Standard,
    string? Content = null) : StructuredSpec
{
    [JsonIgnore]
    public override IReadOnlyList<string> PlaceKeys => ["path", "test-path"];

    internal override double HeldBackShare => TestPath is null ? HeldBack : 0;

    internal override string Form => $"descriptions {MostTokens} {LeastCount}\n{Input}\n{OutputColumn}";

    internal override DatasetSpec WithoutPlaces() => this with { Path = "", TestPath = TestPath is null ? null : "", Beside = null };

    internal override IEnumerable<(string Key, string Problem)> Problems()
    {
        if (Path.Split('\n').Any(string.IsNullOrWhiteSpace)) yield return ("path", "is empty; name the tables of descriptions");
        if (string.IsNullOrWhiteSpace(Input)) yield return ("input", "is empty; name the column of the descriptions");
        if (string.IsNullOrWhiteSpace(OutputColumn) || OutputColumn == Input)
            yield return ("output-column", $"is '{OutputColumn}'; name the column of what is described");
        if (MostTokens is < 1 or > 10_000) yield return ("most-tokens", $"is {MostTokens}; it is 1 to 10000 words");
        if (LeastCount < 1) yield return ("least-count", $"is {LeastCount}; at least 1 is needed");
        foreach (var p in base.Problems()) yield return p;
    }

    internal override IReadOnlyList<(string Part, string Path)> Files() =>
        TrainingAndTest(Path, TestPath, "tables of descriptions, separated by tabs");

    internal override SamplePool Read(IReadOnlyList<DataFile> files) => new DescriptionReader(this).Read(files);
}
