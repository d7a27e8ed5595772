using System.Text.Json.Serialization;

namespace LossActors.Learning.Data;

/// <summary>
/// Images in the IDX format of MNIST, plain or gzip: a file of images (unsigned bytes, [n, height, width] or
/// [n, channels, height, width]) and one of labels.
/// </summary>
/// <param name="Images">A relative path is looked for as <see cref="DataSource.Locate"/> says.</param>
/// <param name="TestImages">Held-back images; without them <paramref name="HeldBack"/> of the training images are set apart.</param>
/// <param name="Classes">Labels run from 0 to classes − 1.</param>
/// <param name="Validation">Share of the training files' images that selects among losses, drawn class by class.</param>
/// <param name="HeldBack">Share set apart as the test split where no test files are named.</param>
/// <param name="Content">SHA-256 of the files' bytes, hex; written by <see cref="DatasetSpec.Pinned"/>.</param>
public sealed record IdxSpec(
    string Images, string Labels, string? TestImages = null, string? TestLabels = null, int Classes = 10, double Validation = 0.2,
    double HeldBack = 0.2, double LabelNoise = 0, Normalisation Normalisation = Normalisation.Standard, string? Content = null) : PooledSpec
{
    [JsonIgnore]
    public override IReadOnlyList<string> PlaceKeys => ["images", "labels", "test-images", "test-labels"];

    [JsonIgnore]
    public override int ClassCount => Classes;

    internal override double HeldBackShare => TestImages is null ? HeldBack : 0;

    internal override string Form => $"idx {Classes}";

    internal override DatasetSpec WithoutPlaces() => this with
    {
        Images = "", Labels = "", TestImages = TestImages is null ? null : "", TestLabels = TestLabels is null ? null : "",
        Beside = null,
    };

    internal override IEnumerable<(string Key, string Problem)> Problems()
    {
        if (string.IsNullOrWhiteSpace(Images)) yield return ("images", "is empty; name the IDX file of the images");
        if (string.IsNullOrWhiteSpace(Labels)) yield return ("labels", "is empty; name the IDX file of the labels");
        if (TestImages is null != TestLabels is null)
            yield return TestImages is null
                ? ("test-labels", "is there without test-images; name both, or neither")
                : ("test-images", "is there without test-labels; name both, or neither");
        if (Classes is < 2 or > 256) yield return ("classes", $"is {Classes}; IDX labels are bytes, so 2 to 256 classes");
        foreach (var p in base.Problems()) yield return p;
    }

    internal override IReadOnlyList<(string Part, string Path)> Files()
    {
        var found = new List<(string, string)> { Find("images", Images), Find("labels", Labels) };
        if (this is { TestImages: { } images, TestLabels: { } labels })
            found.AddRange([Find("test-images", images), Find("test-labels", labels)]);
        return found;

        (string, string) Find(string key, string path) =>
            (key, DataSource.LocateFile(path, Beside, $"dataset.{key} names an IDX file, plain or .gz"));
    }

    internal override SamplePool Read(IReadOnlyList<DataFile> files) => IdxFormat.Read(files, SamplePool.Numbered(Classes));
}
