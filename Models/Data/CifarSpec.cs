using System.Text.Json.Serialization;

namespace LossActors.Models.Data;

/// <summary>Images 3×32×32 in the binary version of CIFAR-10 or CIFAR-100.</summary>
/// <param name="Path">The folder of the .bin files. A relative one is looked for below the current folder, then below $LOSSACTORS_DATA.</param>
/// <param name="Validation">Share of the training files' images that selects among losses, drawn class by class.</param>
/// <param name="Content">SHA-256 of the files' bytes, hex; written by <see cref="Pinned"/>.</param>
public sealed record CifarSpec(
    string Path, CifarLabels Labels = CifarLabels.Cifar10, double Validation = 0.2, double LabelNoise = 0,
    Normalisation Normalisation = Normalisation.Standard, string? Content = null) : DatasetSpec
{
    [JsonIgnore]
    public override int ClassCount => Labels switch { CifarLabels.Cifar10 => 10, CifarLabels.Cifar100 => 100, _ => 20 };

    [JsonIgnore]
    public override bool IsPinned => Content is not null;

    public override DatasetSpec Pinned() => this with { Content = DataSource.ContentHash(this) };

    internal override DatasetSpec WithoutPlaces() => this with { Path = "" };

    internal override IEnumerable<(string, string)> Problems()
    {
        if (string.IsNullOrWhiteSpace(Path)) yield return ("path", "is empty; name the folder of the .bin files");
        foreach (var p in Shares(LabelNoise, Validation)) yield return p;
    }
}
