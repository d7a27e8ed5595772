using System.Text.Json.Serialization;
using LossActors.Structures.Tables;

namespace LossActors.Learning.Data;

/// <summary>
/// A folder with one folder of PNG and JPEG files for each class, named as it likes; classes are numbered in the order of their names'
/// character codes. Files of other kinds and hidden ones do not count.
/// </summary>
/// <param name="Path">A relative path is looked for as <see cref="DataSource.Locate"/> says.</param>
/// <param name="TestPath">A folder with the same classes; without it <paramref name="HeldBack"/> of the images are set apart.</param>
/// <param name="Height">Pixels; with <paramref name="Width"/> every image is brought to that size. Null: all must have one size.</param>
/// <param name="Grey">One channel instead of red, green and blue.</param>
/// <param name="Classes">Number of folders, found by <see cref="DatasetSpec.Pinned"/>.</param>
public sealed record ImagesSpec(
    string Path, string? TestPath = null, int? Height = null, int? Width = null, bool Grey = false, double Validation = 0.2,
    double HeldBack = 0.2, double LabelNoise = 0, Normalisation Normalisation = Normalisation.Standard, int? Classes = null,
    string? Content = null) : PooledSpec
{
    static readonly string[] Endings = [".png", ".jpg", ".jpeg"];

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

    internal override string Form => $"images {Height}×{Width} {Grey}";

    internal override DatasetSpec WithoutPlaces() => this with { Path = "", TestPath = TestPath is null ? null : "", Beside = null };

    internal override IEnumerable<(string Key, string Problem)> Problems()
    {
        if (string.IsNullOrWhiteSpace(Path)) yield return ("path", "is empty; name the folder of the classes' folders");
        if (Height is < 1 or > 4096) yield return ("height", $"is {Height}; it is a number of pixels, 1 to 4096");
        if (Width is < 1 or > 4096) yield return ("width", $"is {Width}; it is a number of pixels, 1 to 4096");
        if (Height is null != Width is null)
            yield return Height is null
                ? ("width", "is there without height; name both, or neither")
                : ("height", "is there without width; name both, or neither");
        foreach (var p in base.Problems()) yield return p;
    }

    /// <summary>Each file's part is train or test and its class.</summary>
    internal override IReadOnlyList<(string Part, string Path)> Files()
    {
        var training = Classed("train", "path", Path);
        if (TestPath is null) return training;
        var test = Classed("test", "test-path", TestPath);
        var classes = training.Select(f => f.Part[6..]).ToHashSet(StringComparer.Ordinal);
        return test.Find(f => !classes.Contains(f.Part[5..])) is { Path: not null } other
            ? throw new DataSetException(
                $"{System.IO.Path.GetDirectoryName(other.Path)}: the training folder has no class '{other.Part[5..]}'; "
                + $"it has {Excerpt.List(classes)}.")
            : [.. training, .. test];
    }

    internal override IReadOnlyList<string> Places() => [.. Folders().Select(folder => folder + System.IO.Path.DirectorySeparatorChar)];

    internal override IEnumerable<string> Remarks() => Folders()
        .Select(folder => (Folder: folder, Others: DataSource.Reading(folder, () => PassedOver(folder))))
        .Where(f => f.Others.Length > 0)
        .Select(f => $"{DataSource.NameOf(f.Folder)}: passed over {f.Others}; "
            + "only PNG and JPEG files that lie in a class's folder, not hidden, are read");

    internal override SamplePool Read(IReadOnlyList<DataFile> files) => ImageFolder.Pool(files, Height, Width, Grey);

    IEnumerable<string> Folders() => TestPath is null ? [Folder("path", Path)] : [Folder("path", Path), Folder("test-path", TestPath)];

    string Folder(string key, string path) => DataSource.Locate(path, Beside, Directory.Exists)
        ?? throw DataSource.Missing("folder", path, Beside, $"dataset.{key} names a folder with one folder of images for each class");

    /// <summary>How many of each kind there are.</summary>
    static string PassedOver(string folder)
    {
        var (classes, hidden) = (new List<string>(), new List<string>());
        foreach (var directory in Directory.GetDirectories(folder)) (Visible(directory) ? classes : hidden).Add(directory);
        var files = classes.Prepend(folder).SelectMany(Directory.GetFiles).Where(f => !(Visible(f) && IsImage(f)));
        var folders = hidden.Concat(classes.SelectMany(Directory.GetDirectories));
        var kinds = files.Select(Ending).Concat(folders.Select(f => Visible(f) ? "folder in a class's" : "hidden"));
        return string.Join(", ", kinds.CountBy(k => k).OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => $"{k.Value} {k.Key}"));
    }

    static string Ending(string file) => !Visible(file) ? "hidden"
        : System.IO.Path.GetExtension(file) is { Length: > 0 } ending ? ending.ToLowerInvariant()
        : "without an ending";

    List<(string Part, string Path)> Classed(string part, string key, string path)
    {
        var folder = Folder(key, path);
        return DataSource.Reading(folder, () =>
        {
            if (Images(folder) is [var loose, ..])
                throw new DataSetException($"{loose}: it lies in no class's folder, so it has no label; put it into one, or remove it.");
            var classes = Directory.GetDirectories(folder).Where(Visible).Order(StringComparer.Ordinal).ToList();
            if (classes.Count < 2)
                throw new DataSetException(
                    $"{folder}: it holds {(classes.Count == 1 ? "one folder" : "no folders")} of images; each class has its own, and at "
                    + "least two are needed.");
            foreach (var c in classes) Spelling.Check(System.IO.Path.GetFileName(c), c);
            return classes.SelectMany(c => Images(c) is { Count: > 0 } images
                ? images.Select(image => ($"{part} {System.IO.Path.GetFileName(c)}", image))
                : throw new DataSetException($"{c}: the class has no PNG or JPEG file; add some, or remove the folder.")).ToList();
        });
    }

    static List<string> Images(string folder) =>
        [.. Directory.GetFiles(folder).Where(f => Visible(f) && IsImage(f)).Order(StringComparer.Ordinal)];

    static bool IsImage(string path) => Endings.Contains(System.IO.Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    static bool Visible(string path) => !System.IO.Path.GetFileName(path).StartsWith('.');
}
