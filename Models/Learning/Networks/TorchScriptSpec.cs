using System.Text.Json.Serialization;
using LossActors.Learning.Data;

namespace LossActors.Learning.Networks;

/// <summary>
/// A user's own network, written by PyTorch's <c>torch.jit.save</c>: float32, from samples [batch, channels, height, width] or
/// [batch, features] to logits [batch, classes], or [batch, 1] for two classes.
/// </summary>
/// <param name="Path">The file. A relative one is looked for as <see cref="DataSource.Locate"/> says.</param>
/// <param name="Reinitialise">
/// Draw new weights from each training's seed: weights of two and more dimensions, and the biases beside them, uniform within ±1/√fan-in
/// (PyTorch's default); weights of normalisations 1, their biases 0, running statistics 0 and 1;
/// what is neither stays. False keeps the file's.
/// </param>
/// <param name="Content">SHA-256 of the file's bytes, hex; written by <see cref="Pinned"/>.</param>
public sealed record TorchScriptSpec(string Path, bool Reinitialise = true, string? Content = null) : NetworkSpec
{
    /// <summary>The run file's folder, in which a relative path is looked for last; null where no run file names the network.</summary>
    public string? Beside { get; init; }

    [JsonIgnore]
    public override bool IsPinned => Content is not null;

    public override NetworkSpec Pinned() => this with { Content = DataSource.Hash(File) };

    /// <summary>Where the file is on this machine.</summary>
    /// <exception cref="DataSetException">It is missing.</exception>
    [JsonIgnore]
    internal string File => DataSource.LocateFile(Path, Beside, "network.path names a TorchScript file");

    internal override NetworkSpec WithoutPlaces() => this with { Path = "", Beside = null };

    internal override IEnumerable<(string, string)> Problems()
    {
        if (string.IsNullOrWhiteSpace(Path)) yield return ("path", "is empty; name a TorchScript file");
    }
}
