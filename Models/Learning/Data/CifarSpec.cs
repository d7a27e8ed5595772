using System.Text.Json.Serialization;

namespace LossActors.Learning.Data;

/// <summary>Images 3×32×32 in the binary version of CIFAR-10 or CIFAR-100.</summary>
/// <param name="Path">
/// The folder of the .bin files. A relative one is looked for as <see cref="DataSource.Locate"/> says.
/// </param>
/// <param name="Validation">Share of the training files' images that selects among losses, drawn class by class.</param>
/// <param name="Content">SHA-256 of the files' bytes, hex; written by <see cref="DatasetSpec.Pinned"/>.</param>
public sealed record CifarSpec(
    string Path, CifarLabels Labels = CifarLabels.Cifar10, double Validation = 0.2, double LabelNoise = 0,
    Normalisation Normalisation = Normalisation.Standard, string? Content = null) : PooledSpec
{
    /// <summary>Where there is no such folder, fetch the files from the publisher.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Download { get; init; }

    Publication Published => Labels == CifarLabels.Cifar10 ? Publication.Cifar10 : Publication.Cifar100;

    string[] Training => Labels == CifarLabels.Cifar10 ? [.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin")] : ["train.bin"];

    [JsonIgnore]
    public override IReadOnlyList<string> PlaceKeys => ["path", "download"];

    [JsonIgnore]
    public override int ClassCount => CifarNames.Of(Labels).Count;

    internal override double HeldBackShare => 0;

    internal override string Form => Labels.ToString();

    internal override bool IsOnHand => !Download || Published.IsOnHand(Path, Beside);

    internal override DatasetSpec WithoutPlaces() => this with { Path = "", Download = false, Beside = null };

    internal override IEnumerable<(string Key, string Problem)> Problems()
    {
        if (string.IsNullOrWhiteSpace(Path)) yield return ("path", "is empty; name the folder of the .bin files");
        foreach (var p in base.Problems()) yield return p;
    }

    internal override IReadOnlyList<(string Part, string Path)> Files()
    {
        var folder = Published.Locate(Path, Beside, Download, "CIFAR's .bin files");
        var test = Labels == CifarLabels.Cifar10 ? "test_batch.bin" : "test.bin";
        var found = Training.Select(name => System.IO.Path.Combine(folder, name))
            .Where(File.Exists).Select(path => ("train", path)).ToList();
        if (found.Count == 0) throw Missing(Training[0]);
        if (!File.Exists(System.IO.Path.Combine(folder, test))) throw Missing(test);
        found.Add(("test", System.IO.Path.Combine(folder, test)));
        return found;

        DataSetException Missing(string name) =>
            new($"{System.IO.Path.Combine(folder, name)}: there is no such file; unpack the binary version of the data set there.");
    }

    internal override IEnumerable<string> Remarks()
    {
        var files = Files();
        var absent = Training.Except(files.Select(f => System.IO.Path.GetFileName(f.Path))).ToList();
        if (absent.Count > 0)
            yield return $"{DataSource.NameOf(System.IO.Path.GetDirectoryName(files[0].Path)!)} lacks {string.Join(", ", absent)}, "
                + $"{absent.Count} of {Training.Length} training files; unpack them too, unless that is meant";
    }

    internal override SamplePool Read(IReadOnlyList<DataFile> files) => CifarFormat.Read(files, Labels);
}
