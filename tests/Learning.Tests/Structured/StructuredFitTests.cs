using LossActors.Learning.Data;
using LossActors.Learning.Data.Structured;
using LossActors.Learning.Networks;
using LossActors.Learning.Structured;
using LossActors.Learning.Tests.Data;
using LossActors.Learning.Training;
using static LossActors.Learning.Tests.Structured.Fixtures;

namespace LossActors.Learning.Tests.Structured;

public sealed class StructuredFitTests : IDisposable
{
    static readonly Recipe Sound = new(
        new LabelSetsSpec { Samples = 100, Dimensions = 3, Items = 4 }, new MlpSpec([4]), new AdamSpec(0.01), Batch: 16, Steps: 1,
        Structure: new(new(EmbeddingKind.Random)));

    readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    static void Refused(Recipe recipe, params string[] named)
    {
        var message = Assert.ThrowsAny<FormatException>(recipe.Pinned).Message;
        Assert.All(named, n => Assert.Contains(n, message, StringComparison.Ordinal));
        Assert.EndsWith(".", message, StringComparison.Ordinal);
    }

    Recipe Molecules
    {
        get
        {
            File.WriteAllLines(folder["smiles.txt"], Enumerable.Range(2, 30).Select(i => new string('C', 2 + i % 7)));
            return Sound with { Dataset = new MoleculesSpec(folder["smiles.txt"]), Network = new TextCnnSpec(4, 1, 3) };
        }
    }

    [Fact]
    public void Sound_ones_are_taken()
    {
        Sound.Pinned();
        Molecules.Pinned();
    }

    [Fact]
    public void A_batch_of_more_than_there_are_is_refused() =>
        Refused(Sound with { Batch = 65 }, "batch is 65", "60 training samples", "lower it");

    [Fact]
    public void Outputs_that_are_all_the_same_are_refused()
    {
        File.WriteAllLines(folder["same.txt"], Enumerable.Repeat("CCO", 30));
        var recipe = Molecules with { Dataset = new MoleculesSpec(folder["same.txt"]) };
        var message = Assert.Throws<DataSetException>(recipe.Pinned).Message;
        Assert.Equal($"{folder["same.txt"]}: all samples have the same output; at least two different ones are needed.", message);
    }

    [Fact]
    public void Decoding_is_of_graphs_alone() =>
        Refused(Sound with { Structure = new(new(EmbeddingKind.Random), Decoding: new()) }, "structure.decoding", "leave it out");

    [Fact]
    public void Numbers_do_not_go_into_a_network_of_texts() =>
        Refused(Sound with { Network = new TextTransformerSpec() }, "network.kind takes texts", "3 numbers", "mlp");

    [Fact]
    public void Texts_do_not_go_into_a_network_of_numbers() =>
        Refused(Molecules with { Network = new MlpSpec([4]) }, "network.kind takes numbers", "text-cnn or text-transformer");

    [Fact]
    public void Sequences_have_no_one_hot_vectors()
    {
        var draw = DataDraw.From(Sound.Dataset, Seed) with { Outputs = Sequences(100) };
        var message = Assert.ThrowsAny<FormatException>(() => StructuredFit.Check(new(new(EmbeddingKind.OneHot)), draw, 16)).Message;
        Assert.Contains("structure.embedding.kind is one-hot", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EmbeddingKind.Random)]
    [InlineData(EmbeddingKind.OneHot)]
    public void More_candidates_than_memory_are_refused_by_their_number(EmbeddingKind kind)
    {
        var draw = DataDraw.From(Sound.Dataset, Seed);
        var spec = new StructureSpec(new(kind, Width: 100));
        var width = kind == EmbeddingKind.OneHot ? 4 : 100;
        var needed = SurrogateHead.Bytes(60, width) + 100 * width * sizeof(float);
        StructuredFit.Check(spec, draw, 16, needed);
        var message = Assert.ThrowsAny<FormatException>(() => StructuredFit.Check(spec, draw, 16, needed - 1)).Message;
        Assert.Contains("structure.candidates are 60 structures", message, StringComparison.Ordinal);
        Assert.Contains("MiB", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_that_no_tally_holds_are_refused()
    {
        var (rows, items) = (50, 10_000);
        var ranks = Enumerable.Range(0, rows * items).Select(i => i % items);
        var rankings = new RankingOutputs([.. ranks], [.. Enumerable.Range(0, items).Select(k => $"{k}")]);
        var draw = DataDraw.From(Sound.Dataset, Seed) with { Outputs = rankings };
        var message = Assert.ThrowsAny<FormatException>(() => StructuredFit.Check(Sound.Structure!, draw, 16)).Message;
        Assert.Contains("structure.score is edit", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("temperature", 0)]
    [InlineData("temperature", double.NaN)]
    public void A_temperature_out_of_range_is_named(string key, double value)
    {
        var recipe = Sound with { Structure = Sound.Structure! with { Temperature = value } };
        Assert.Contains(recipe.Problems(), p => p.Key == $"structure.{key}");
    }

    [Fact]
    public void What_does_not_go_together_is_named_by_its_key()
    {
        Named(Sound with { Structure = null }, "structure");
        Named(Sound with { Dataset = new ClustersSpec() }, "structure");
        Named(Sound with { Batch = 1 }, "batch");
        Named(Sound with { SharpDro = new(0.05) }, "sharp-dro");
        Named(Sound with { Structure = new(new(EmbeddingKind.Kernel), Decoding: new()) }, "structure.decoding");
        Named(Sound with { Structure = new(new(Width: 1)) }, "structure.embedding.width");
        Named(Sound with { Structure = new(new(Edits: 5, FarEdits: 5)) }, "structure.embedding.far-edits");
        Named(Sound with { Network = new MlpSpec([4], SingleOutput: true) }, "network.single-output");
        Named(Sound with { Dataset = new MoleculesSpec("x", Elements: "C,C") }, "dataset.elements");
        Named(Sound with { Structure = new(new(), Decoding: new(Starts: 0, RandomStarts: 0)) }, "structure.decoding.starts");

        static void Named(Recipe recipe, string key) => Assert.Contains(recipe.Problems(), p => p.Key == key);
    }
}
