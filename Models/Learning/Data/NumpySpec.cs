using System.Text.Json.Serialization;

namespace LossActors.Learning.Data;

/// <summary>
/// Arrays of NumPy: in .npy files, or in one .npz archive. Inputs are [n, features], [n, height, width] or images with channels; labels are
/// [n], whole numbers from 0 without a gap. Unsigned bytes are pixels (0 … 255); other numbers are taken as they are.
/// </summary>
/// <param name="Inputs">
/// A file, or the name of an array in <paramref name="Path"/>. A relative path is looked for as <see cref="DataSource.Locate"/> says.
/// </param>
/// <param name="Path">The .npz archive that holds the arrays; null for .npy files.</param>
/// <param name="ChannelsLast">Images are [n, height, width, channels]; otherwise [n, channels, height, width].</param>
/// <param name="HeldBack">Share set apart as the test split where no test arrays are named.</param>
/// <param name="Classes">Found in the labels by <see cref="DatasetSpec.Pinned"/>.</param>
public sealed record NumpySpec(
    string Inputs, string Labels, string? TestInputs = null, string? TestLabels = null, string? Path = null, bool ChannelsLast = false,
    double Validation = 0.2, double HeldBack = 0.2, double LabelNoise = 0, Normalisation Normalisation = Normalisation.Standard,
    int? Classes = null, string? Content = null) : PooledSpec
{
    [JsonIgnore]
    public override int ClassCount => Classes ?? throw new InvalidOperationException("The classes are known once the data are pinned.");

    [JsonIgnore]
    public override bool IsPinned => base.IsPinned && Classes is not null;

    [JsonIgnore]
    public override IReadOnlyList<string> PlaceKeys => Path is null ? ["inputs", "labels", "test-inputs", "test-labels"] : ["path"];

    public override DatasetSpec Pinned()
    {
        var pinned = this with { Content = DataSource.ContentHash(this) };
        return pinned with { Classes = SamplePool.Of(pinned).Classes };
    }

    internal override double HeldBackShare => TestInputs is null ? HeldBack : 0;

    internal override string Form =>
        $"numpy {ChannelsLast} {(Path is null ? "" : string.Join('\n', Inputs, Labels, TestInputs, TestLabels))}";

    internal override DatasetSpec WithoutPlaces() => Path is not null
        ? this with { Path = "", Beside = null }
        : this with
        {
            Inputs = "", Labels = "", TestInputs = TestInputs is null ? null : "", TestLabels = TestLabels is null ? null : "",
            Beside = null,
        };

    internal override IEnumerable<(string Key, string Problem)> Problems()
    {
        var what = Path is null ? "the .npy file" : "the array";
        if (string.IsNullOrWhiteSpace(Inputs)) yield return ("inputs", $"is empty; name {what} of the inputs");
        if (string.IsNullOrWhiteSpace(Labels)) yield return ("labels", $"is empty; name {what} of the labels");
        if (TestInputs is null != TestLabels is null)
            yield return TestInputs is null
                ? ("test-labels", "is there without test-inputs; name both, or neither")
                : ("test-inputs", "is there without test-labels; name both, or neither");
        foreach (var p in base.Problems()) yield return p;
    }

    internal override IReadOnlyList<(string Part, string Path)> Files()
    {
        if (Path is not null) return [("archive", DataSource.LocateFile(Path, Beside, "dataset.path names an .npz archive"))];
        var found = new List<(string, string)> { Find("inputs", Inputs), Find("labels", Labels) };
        if (this is { TestInputs: { } inputs, TestLabels: { } labels })
            found.AddRange([Find("test-inputs", inputs), Find("test-labels", labels)]);
        return found;

        (string, string) Find(string key, string path) =>
            (key, DataSource.LocateFile(path, Beside, $"dataset.{key} names an .npy file"));
    }

    internal override IEnumerable<string> Remarks()
    {
        if (Path is null) yield break;
        if (TestInputs == Inputs)
            yield return "dataset.test-inputs names the training inputs, so the test tells nothing new; name others, or none";
        var file = Files()[0].Path;
        var others = NumpyArray.NamesIn(file).Except([Inputs, Labels, TestInputs, TestLabels]).ToList();
        if (others.Count > 0)
            yield return $"{DataSource.NameOf(file)}: passed over {string.Join(", ", others)}; "
                + "name test arrays in dataset.test-inputs and test-labels";
    }

    internal override SamplePool Read(IReadOnlyList<DataFile> files)
    {
        string[] names = this is { TestInputs: { } inputs, TestLabels: { } labels } ? [Inputs, Labels, inputs, labels] : [Inputs, Labels];
        var arrays = Path is null
            ? files.Select(f => NumpyArray.Parse(f.Path, f.Bytes)).ToList()
            : NumpyArray.ParseArchive(files[0], names);
        return NumpyPool.Of(arrays, ChannelsLast);
    }
}
