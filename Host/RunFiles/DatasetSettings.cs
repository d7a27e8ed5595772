using LossActors.Host.Configuration.Settings;
using LossActors.Learning.Data;
using LossActors.Learning.Data.Structured;
using LossActors.Structures.Molecules;

namespace LossActors.Host.RunFiles;

/// <summary>The <c>evaluation.dataset</c> block.</summary>
static class DatasetSettings
{
    /// <param name="beside">The run file's folder, in which relative paths are looked for last.</param>
    /// <returns>The data; files are read and known by their bytes.</returns>
    public static DatasetSpec Read(SettingsReader s, string beside) => s.Get("kind", Setting.OneOf(
        "clusters", "spiral", "gaussians", "sinusoid", "two-spirals", "cifar", "fashion-mnist", "idx", "numpy", "csv", "images",
        "molecules", "label-sets", "rankings", "descriptions")) switch
    {
        "spiral" => Spiral(s, new()),
        "gaussians" => Planar(s, new GaussiansSpec()),
        "sinusoid" => Planar(s, new SinusoidSpec()),
        "two-spirals" => Planar(s, new TwoSpiralsSpec()),
        "cifar" => Pooled(s, Cifar(s), beside),
        "fashion-mnist" => Pooled(s, FashionMnist(s), beside),
        "idx" => Pooled(s, Idx(s), beside),
        "numpy" => Pooled(s, Numpy(s), beside),
        "csv" => Pooled(s, Csv(s), beside),
        "images" => Pooled(s, Images(s), beside),
        "molecules" => Structured(s, Molecules(s), beside),
        "label-sets" => Structured(s, Table(s, new LabelSetsSpec()), beside),
        "rankings" => Structured(s, Table(s, new RankingsSpec { Items = 6 }), beside),
        "descriptions" => Structured(s, Descriptions(s), beside),
        _ => Clusters(s, new()),
    };

    /// <summary>What is downloaded needs no path.</summary>
    static CifarSpec Cifar(SettingsReader s)
    {
        var labels = s.Get("labels", Setting.OneOf<CifarLabels>(), CifarLabels.Cifar10);
        var download = s.Get("download", Setting.Boolean, false);
        var folder = labels == CifarLabels.Cifar10 ? "cifar-10-batches-bin" : "cifar-100-binary";
        var path = download ? s.Get("path", Setting.Name, folder) : s.Get("path", Setting.Name);
        return new CifarSpec(path, labels) { Download = download };
    }

    static FashionMnistSpec FashionMnist(SettingsReader s) =>
        new(s.Get("path", Setting.Name, new FashionMnistSpec().Path)) { Download = s.Get("download", Setting.Boolean, false) };

    static IdxSpec Idx(SettingsReader s) => new(
        s.Get("images", Setting.Name),
        s.Get("labels", Setting.Name),
        Optional(s, "test-images"),
        Optional(s, "test-labels"),
        s.Get("classes", Setting.Int32(2, 256), 10),
        HeldBack: s.Get("held-back", Share, 0.2));

    static NumpySpec Numpy(SettingsReader s) => new(
        s.Get("inputs", Setting.Name),
        s.Get("labels", Setting.Name),
        Optional(s, "test-inputs"),
        Optional(s, "test-labels"),
        Optional(s, "path"),
        s.Get("channels-last", Setting.Boolean, false),
        HeldBack: s.Get("held-back", Share, 0.2));

    static CsvSpec Csv(SettingsReader s) => new(
        s.Get("path", Setting.Name),
        s.Get("label", Setting.Name),
        Optional(s, "test-path"),
        Ignored(s),
        s.Get("separator", Separator, ","),
        HeldBack: s.Get("held-back", Share, 0.2));

    static ImagesSpec Images(SettingsReader s) => new(
        s.Get("path", Setting.Name),
        Optional(s, "test-path"),
        s.Find("height", Side),
        s.Find("width", Side),
        s.Get("grey", Setting.Boolean, false),
        HeldBack: s.Get("held-back", Share, 0.2));

    static MoleculesSpec Molecules(SettingsReader s) => new(
        s.Get("path", Setting.Name),
        Optional(s, "test-path"),
        string.Join(',', s.Get("elements", Setting.List(Symbol, 1), ["C", "N", "O", "F"]) ?? []),
        s.Get("most-atoms", Setting.Int32(2, 64), 9),
        HeldBack: s.Get("held-back", Share, 0.2));

    static DescriptionsSpec Descriptions(SettingsReader s)
    {
        var absent = new DescriptionsSpec("");
        return new(
            string.Join('\n', s.Get("path", OneOrMore) ?? []),
            Optional(s, "test-path"),
            s.Get("input", Setting.Name, absent.Input),
            s.Get("output-column", Setting.Name, absent.OutputColumn),
            s.Get("most-tokens", Setting.Int32(1, 10_000), absent.MostTokens),
            s.Get("least-count", Setting.Int32(1), absent.LeastCount),
            HeldBack: s.Get("held-back", Share, 0.2));
    }

    static TableSpec Table(SettingsReader s, TableSpec absent)
    {
        var table = absent with
        {
            Path = Optional(s, "path"), TestPath = Optional(s, "test-path"), HeldBack = s.Get("held-back", Share, 0.2),
            Normalisation = s.Get("normalisation", Setting.OneOf<Normalisation>(), Normalisation.Standard),
        };
        if (table.Path is not null)
            return table with { Columns = string.Join('\n', s.Get("columns", Setting.List(Line, 2)) ?? []) };
        return table with
        {
            Samples = s.Get("samples", Setting.Int32(10, 10_000_000), absent.Samples),
            Dimensions = s.Get("dimensions", Setting.Int32(1, 100_000), absent.Dimensions),
            Items = s.Get("items", Setting.Int32(2, 10_000), absent.Items),
            Noise = s.Get("noise", Setting.Double(0), absent.Noise),
            DataSeed = (ulong)s.Get("data-seed", Setting.Int64(0), 1),
        };
    }

    static ClustersSpec Clusters(SettingsReader s, ClustersSpec absent) => new(
        s.Get("classes", Setting.Int32(2), absent.Classes), s.Get("dimensions", Setting.Int32(1), absent.Dimensions),
        s.Get("points", Setting.Int32(2, usual: absent.Points), absent.Points), s.Get("label-noise", Noise, absent.LabelNoise),
        s.Get("separation", Setting.Double(0), absent.Separation), s.Get("test-points", Setting.Int32(1), absent.TestPoints));

    static SpiralSpec Spiral(SettingsReader s, SpiralSpec absent) => new(
        s.Get("classes", Setting.Int32(2), absent.Classes), s.Get("points", Setting.Int32(2, usual: absent.Points), absent.Points),
        s.Get("turns", Setting.Double(), absent.Turns), s.Get("noise", Setting.Double(0), absent.Noise), s.Get("label-noise", Noise, 0),
        s.Get("once", Setting.Boolean, absent.Once));

    static PlanarSpec Planar(SettingsReader s, PlanarSpec absent) => absent with
    {
        Points = s.Get("points", Setting.Int32(4), absent.Points),
        LabelNoise = s.Get("label-noise", Noise, absent.LabelNoise),
        TestPoints = s.Get("test-points", Setting.Int32(4), absent.TestPoints),
    };

    static DatasetSpec Pooled(SettingsReader s, PooledSpec files, string beside) => (files with
    {
        Beside = beside,
        Validation = s.Get("validation", Share, 0.2),
        LabelNoise = s.Get("label-noise", Noise, 0),
        Normalisation = s.Get("normalisation", Setting.OneOf<Normalisation>(), Normalisation.Standard),
        Proof = s.Find("proof", Share),
        Imbalance = s.Find("imbalance", Setting.Double(1)),
        Corruption = s.Has("corruption") ? Corruption(s.Section("corruption"), new()) : null,
        Augmentation = s.Has("augmentation") ? Augmentation(s.Section("augmentation")) : null,
    }).Pinned();

    static DatasetSpec Structured(SettingsReader s, StructuredSpec files, string beside) => (files with
    {
        Beside = beside,
        Validation = s.Get("validation", Share, 0.2),
        Proof = s.Find("proof", Share),
        Labelled = s.Find("labelled", Setting.Int32(2)),
    }).Pinned();

    static Corruption Corruption(SettingsReader s, Corruption absent) => new(
        s.Get("kind", Setting.OneOf<CorruptionKind>(), absent.Kind),
        s.Get("severities", Setting.OneOf<SeverityDistribution>(), absent.Severities),
        s.Get("table", Setting.OneOf<CorruptionTable>(), absent.Table),
        s.Get("on", Setting.OneOf<CorruptedPart>(), absent.On));

    static Augmentation? Augmentation(SettingsReader s)
    {
        var read = new Augmentation(s.Get("flip", Setting.Boolean, false), s.Get("crop", Setting.Int32(0, 1024), 0));
        return read == new Augmentation() ? null : read;
    }

    static string? Ignored(SettingsReader s) =>
        s.TryGet("ignore", Setting.List(Line), out var columns) && columns is { Count: > 0 } ? string.Join('\n', columns) : null;

    static string? Optional(SettingsReader s, string key) => s.Has(key) ? s.Get(key, Setting.Name) : null;

    static SettingType<double> Share { get; } = Setting.Double(0, 1, aboveMin: true, belowMax: true);

    /// <summary>Several are kept in one text, a line each.</summary>
    static SettingType<string> Line { get; } = Setting.Parsed("a text of one line that is not empty", "first", OneLine);

    static string OneLine(string text) =>
        string.IsNullOrWhiteSpace(text) ? throw new FormatException("it is empty")
        : text.Contains('\n') ? throw new FormatException("it has a line end in it")
        : text;

    static SettingType<IReadOnlyList<string>> OneOrMore { get; } = Setting.ListOr(
        Setting.List(Line, 1),
        Setting.Parsed<IReadOnlyList<string>>("a file's name or a list of such", "\"table.txt\"", path => [OneLine(path)]));

    static SettingType<string> Symbol { get; } = Setting.Parsed(
        "the symbol of an element but hydrogen", "C",
        text => Smiles.IsHeavy(text) ? text : throw new FormatException("there is none such"));

    static SettingType<int> Side { get; } = Setting.Int32(1, 4096);

    static SettingType<string> Separator { get; } = Setting.Parsed("one character", "\";\"", text =>
        text is [> '\0' and < (char)128] and not ("\"" or "\n" or "\r")
            ? text
            : throw new FormatException("it is one ASCII character, such as , or ;"));

    static SettingType<double> Noise { get; } = Setting.Double(0, 1, belowMax: true);
}
