using System.Text.Json.Serialization;

namespace LossActors.Learning.Data.Structured;

/// <summary>
/// SMILES, one a line (what follows a blank or tab does not count): the input is the text, character by character, and the output its
/// molecular graph, kekulised and without hydrogens. Molecules of one heavy atom are left out, as in arXiv 2406.09253.
/// </summary>
/// <param name="Path">A relative path is looked for as <see cref="DataSource.Locate"/> says.</param>
/// <param name="TestPath">Such a file; without it <paramref name="HeldBack"/> of the molecules are set apart.</param>
/// <param name="Elements">Symbols of the heavy atoms that occur, separated by commas.</param>
/// <param name="MostAtoms">Heavy atoms of the largest molecule that is read.</param>
public sealed record MoleculesSpec(
    string Path, string? TestPath = null, string Elements = "C,N,O,F", int MostAtoms = 9, double Validation = 0.2, double HeldBack = 0.2,
    Normalisation Normalisation = Normalisation.Standard, string? Content = null) : StructuredSpec
{
    [JsonIgnore]
    public override IReadOnlyList<string> PlaceKeys => ["path", "test-path"];

    /// <summary>The elements, one by one.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Alphabet => Elements.Split(',', StringSplitOptions.TrimEntries);

    internal override double HeldBackShare => TestPath is null ? HeldBack : 0;

    internal override string Form => $"molecules {MostAtoms} {Elements}";

    internal override DatasetSpec WithoutPlaces() => this with { Path = "", TestPath = TestPath is null ? null : "", Beside = null };

    internal override IEnumerable<(string Key, string Problem)> Problems()
    {
        if (string.IsNullOrWhiteSpace(Path)) yield return ("path", "is empty; name the file of SMILES");
        if (MostAtoms is < 2 or > 64) yield return ("most-atoms", $"is {MostAtoms}; it is 2 to 64 heavy atoms");
        if (Alphabet.Count > 100 || Alphabet.Any(string.IsNullOrEmpty))
            yield return ("elements", $"is '{Elements}'; list up to 100 symbols, such as [C, N, O, F]");
        if (Alphabet.CountBy(symbol => symbol).FirstOrDefault(one => one.Value > 1).Key is { } twice)
            yield return ("elements", $"names {twice} twice; once is enough");
        foreach (var p in base.Problems()) yield return p;
    }

    internal override IReadOnlyList<(string Part, string Path)> Files() => TrainingAndTest(Path, TestPath, "a file of SMILES, one a line");

    internal override SamplePool Read(IReadOnlyList<DataFile> files) => MoleculeReader.Read(files, this);
}
