using System.Text.Json.Serialization;

namespace LossActors.Learning.Data;

/// <summary>
/// Fashion-MNIST (arXiv 1708.07747): 60,000 training and 10,000 test images of 28×28 in ten
/// classes, in the four IDX files of its publisher.
/// </summary>
/// <param name="Path">
/// The folder of the .gz files. A relative one is looked for as <see cref="DataSource.Locate"/> says.
/// </param>
public sealed record FashionMnistSpec(
    string Path = "fashion-mnist", double Validation = 0.2, double LabelNoise = 0, Normalisation Normalisation = Normalisation.Standard,
    string? Content = null) : PooledSpec
{
    /// <summary>As its publisher lists them.</summary>
    static readonly string[] Names =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>Where there is no such folder, fetch the files from the publisher.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Download { get; init; }

    [JsonIgnore]
    public override IReadOnlyList<string> PlaceKeys => ["path", "download"];

    [JsonIgnore]
    public override int ClassCount => Names.Length;

    internal override double HeldBackShare => 0;

    internal override string Form => "fashion-mnist";

    internal override bool IsOnHand => !Download || Publication.FashionMnist.IsOnHand(Path, Beside);

    internal override DatasetSpec WithoutPlaces() => this with { Path = "", Download = false, Beside = null };

    internal override IEnumerable<(string Key, string Problem)> Problems()
    {
        if (string.IsNullOrWhiteSpace(Path)) yield return ("path", "is empty; name the folder of the .gz files");
        foreach (var p in base.Problems()) yield return p;
    }

    internal override IReadOnlyList<(string Part, string Path)> Files()
    {
        var published = Publication.FashionMnist;
        var folder = published.Locate(Path, Beside, Download, "Fashion-MNIST's .gz files");
        string[] parts = ["images", "labels", "test-images", "test-labels"];
        return [.. parts.Zip(published.Members, (part, name) => (part, System.IO.Path.Combine(folder, name)))];
    }

    internal override SamplePool Read(IReadOnlyList<DataFile> files) => IdxFormat.Read(files, Names);
}
