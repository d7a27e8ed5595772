using System.Text.Json.Serialization;
using LossActors.Structures.Tables;

namespace LossActors.Learning.Data.Structured;

/// <summary>
/// Rows of numbers, to each of which belongs a set of labels or a ranking of items: from a table of the user's (ARFF by its ending .arff,
/// else CSV), or made up by a teacher network with one hidden layer of eight units.
/// </summary>
public abstract record TableSpec : StructuredSpec
{
    /// <summary>A relative path is looked for as <see cref="DataSource.Locate"/> says; null for made-up data.</summary>
    public string? Path { get; init; }

    /// <summary>A table with the same columns; without it a share of the rows is set apart.</summary>
    public string? TestPath { get; init; }

    /// <summary>Names of the columns of the labels or items, separated by line ends; null for made-up data.</summary>
    public string? Columns { get; init; }

    /// <summary>Of made-up data.</summary>
    public int Samples { get; init; } = 2000;

    /// <summary>Of made-up data: numbers in.</summary>
    public int Dimensions { get; init; } = 20;

    /// <summary>Of made-up data: labels or items.</summary>
    public int Items { get; init; } = 10;

    /// <summary>Of made-up data: standard deviation of what is added to the teacher's scores.</summary>
    public double Noise { get; init; } = 0.3;

    /// <summary>Of made-up data: another seed, another teacher.</summary>
    public ulong DataSeed { get; init; } = 1;

    public double HeldBack { get; init; } = 0.2;

    public override double Validation { get; init; } = 0.2;

    public override Normalisation Normalisation { get; init; } = Normalisation.Standard;

    public override string? Content { get; init; }

    [JsonIgnore]
    public override IReadOnlyList<string> PlaceKeys => ["path", "test-path"];

    internal override double HeldBackShare => TestPath is null ? HeldBack : 0;

    internal override string Form =>
        $"{GetType().Name} {(Path is null ? $"{Samples} {Dimensions} {Items} {Noise:R} {DataSeed}" : Columns)}";

    internal override DatasetSpec WithoutPlaces() =>
        this with { Path = Path is null ? null : "", TestPath = TestPath is null ? null : "", Beside = null };

    internal override IEnumerable<(string Key, string Problem)> Problems()
    {
        if (Path is null && TestPath is not null) yield return ("test-path", "is there, but path is missing; name both tables");
        if (Path is not null && string.IsNullOrEmpty(Columns))
            yield return ("columns", "is empty; name the columns of the labels or items");
        if (Samples is < 10 or > 10_000_000) yield return ("samples", $"is {Samples}; it is 10 to 10000000");
        if (Dimensions is < 1 or > 100_000) yield return ("dimensions", $"is {Dimensions}; it is 1 to 100000");
        if (Items is < 2 or > 10_000) yield return ("items", $"is {Items}; it is 2 to 10000");
        if (!(Noise >= 0 && double.IsFinite(Noise))) yield return ("noise", $"is {Noise}; it is a finite number, at least 0");
        foreach (var p in base.Problems()) yield return p;
        if (Path is not null) yield break;
        var wide = Items > Dimensions ? ("items", Items) : ("dimensions", Dimensions);
        foreach (var p in Sizes(("samples", Samples), Samples, wide, Math.Max(Items, Dimensions))) yield return p;
    }

    internal override IReadOnlyList<(string Part, string Path)> Files() =>
        Path is null ? [] : TrainingAndTest(Path, TestPath, "a table, ARFF or CSV");

    /// <summary>What belongs to rows whose items have some scores: as made-up data have them.</summary>
    /// <param name="scores">[rows, items]</param>
    private protected abstract StructuredOutputs OfScores(double[] scores, IReadOnlyList<string> names);

    /// <summary>Numbers in, and what belongs to them, of tables; the second one's rows to test.</summary>
    private protected abstract SamplePool OfTables(IReadOnlyList<DataFile> files);

    internal override SamplePool Read(IReadOnlyList<DataFile> files)
    {
        if (files.Count > 0) return OfTables(files);
        var teacher = Teacher.Draw(Samples, Dimensions, Items, Noise, DataSeed);
        var outputs = OfScores(teacher.Scores, [.. Enumerable.Range(1, Items).Select(k => $"item{k}")]);
        return Pool(teacher.Inputs, Dimensions, null, Samples, outputs);
    }

    /// <summary>The tables, which must have the same inputs.</summary>
    private protected List<T> Tables<T>(
        IReadOnlyList<DataFile> files, Func<DataFile, LabelColumns, T> read, Func<T, IReadOnlyList<string>> inputs)
    {
        var columns = LabelColumns.Named(Columns!.Split('\n'));
        var tables = files.Select(f => Reading(() => read(f, columns))).ToList();
        if (tables.Count > 1 && !inputs(tables[1]).SequenceEqual(inputs(tables[0])))
            throw new DataSetException(
                $"{files[1].Path}: its inputs are {Excerpt.List([.. inputs(tables[1])])}, those of {files[0].Path} are "
                + $"{Excerpt.List([.. inputs(tables[0])])}; both tables need the same columns in the same order.");
        return tables;

        static T Reading(Func<T> read)
        {
            try
            {
                return read();
            }
            catch (TableException e)
            {
                throw new DataSetException(e.Message, e);
            }
        }
    }

    private protected static NumberPool Pool(float[] inputs, IReadOnlyList<string> columns, int testStart, StructuredOutputs outputs) =>
        Pool(inputs, columns.Count, columns, testStart, outputs);

    static NumberPool Pool(
        float[] inputs, int dimensions, IReadOnlyList<string>? columns, int testStart, StructuredOutputs outputs) =>
        new(new(dimensions, 1, 1), OneClass, inputs, new int[inputs.Length / dimensions], testStart)
        {
            Outputs = outputs,
            Columns = columns,
        };
}
