using System.Text.Json.Serialization;

namespace LossActors.Models.Data;

/// <summary>Images in the IDX format of MNIST, plain or gzip: a file of images (unsigned bytes, [n, height, width] or [n, channels, height, width]) and one of labels.</summary>
/// <param name="Images">A relative path is looked for below the current folder, then below $LOSSACTORS_DATA.</param>
/// <param name="TestImages">Held-back images; without them <paramref name="HeldBack"/> of the training images are set apart.</param>
/// <param name="Classes">Labels run from 0 to classes − 1.</param>
/// <param name="Validation">Share of the training files' images that selects among losses, drawn class by class.</param>
/// <param name="HeldBack">Share set apart as the test split where no test files are named.</param>
/// <param name="Content">SHA-256 of the files' bytes, hex; written by <see cref="Pinned"/>.</param>
public sealed record IdxSpec(
    string Images, string Labels, string? TestImages = null, string? TestLabels = null, int Classes = 10, double Validation = 0.2,
    double HeldBack = 0.2, double LabelNoise = 0, Normalisation Normalisation = Normalisation.Standard, string? Content = null) : DatasetSpec
{
    [JsonIgnore]
    public override int ClassCount => Classes;

    [JsonIgnore]
    public override bool IsPinned => Content is not null;

    public override DatasetSpec Pinned() => this with { Content = DataSource.ContentHash(this) };

    internal override DatasetSpec WithoutPlaces() => this with
    {
        Images = "", Labels = "", TestImages = TestImages is null ? null : "", TestLabels = TestLabels is null ? null : "",
    };

    internal override IEnumerable<(string, string)> Problems()
    {
        if (string.IsNullOrWhiteSpace(Images)) yield return ("images", "is empty; name the IDX file of the images");
        if (string.IsNullOrWhiteSpace(Labels)) yield return ("labels", "is empty; name the IDX file of the labels");
        if (TestImages is null != TestLabels is null)
            yield return (TestImages is null ? "test-images" : "test-labels", "is missing; test images and test labels go together");
        if (Classes is < 2 or > 256) yield return ("classes", $"is {Classes}; IDX labels are bytes, so 2 to 256 classes");
        foreach (var p in Shares(LabelNoise, Validation, TestImages is null ? HeldBack : null)) yield return p;
    }
}
