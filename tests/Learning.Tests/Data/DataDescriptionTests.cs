using System.Text;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Learning.Tests.Data;

public sealed class DataDescriptionTests : IDisposable
{
    readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    static DataDescription Of(DatasetSpec data, int batch = 10) =>
        new Recipe(data.Pinned(), new MlpSpec([4]), new SgdSpec(0.1), batch, Steps: 10, Seed: 3).Description();

    CsvSpec Table(params IEnumerable<string> rows) =>
        new(folder.Write("t.csv", Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend("id,width,kind")))), "kind");

    static IEnumerable<string> Rows(int count, Func<int, string> label) =>
        Enumerable.Range(0, count).Select(i => $"{i},{i * 0.5},{label(i)}");

    [Fact]
    public void A_table_is_described_by_its_columns_and_its_labels_as_they_are_spelled_in_every_split()
    {
        var seen = Of(Table(Rows(60, i => i % 3 == 0 ? "red" : "Blue")) with { Ignore = "id", Proof = 0.1, LabelNoise = 0.5 });

        Assert.Equal([folder["t.csv"]], seen.Places);
        Assert.Equal((1, "width"), (seen.Shape.Size, Assert.Single(seen.Columns!)));
        Assert.Equal(["Blue", "red"], seen.Classes);
        Assert.Equal(["training", "validation", "held back for proofs", "test"], seen.Splits.Select(s => s.Name));
        // Of the clean labels, a fifth each to validate and to test.
        Assert.Equal([[20, 10], [8, 4], [4, 2], [8, 4]], seen.Splits.Select(s => s.ByClass));
        Assert.Empty(seen.Warnings);
    }

    [Fact]
    public void What_is_described_is_what_a_training_gets()
    {
        var data = Table(Rows(90, i => $"{i % 7 % 3}")).Pinned();
        var draw = DataDraw.From(data, PairedSeed.ForSearch(3, 0));
        foreach (var (samples, split) in new[] { draw.Training, draw.Validation, draw.Test }.Zip(Of(data).Splits))
            Assert.Equal(Enumerable.Range(0, 3).Select(k => samples.Labels.Count(l => l == k)), split.ByClass);
    }

    [Fact]
    public void Generated_data_are_described_without_their_label_noise_and_without_files()
    {
        var seen = Of(new ClustersSpec(Classes: 3, Dimensions: 2, Points: 100, LabelNoise: 0.4, TestPoints: 50));
        Assert.Empty(seen.Places);
        Assert.Equal([[34, 33, 33], [34, 33, 33], [17, 17, 16]], seen.Splits.Select(s => s.ByClass));
    }

    [Fact]
    public void Classes_of_cifar_and_fashion_mnist_have_their_publishers_names()
    {
        folder.Write("data_batch_1.bin", Folder.Cifar(100));
        folder.Write("test_batch.bin", Folder.Cifar(20));
        var cifar = Of(new CifarSpec(folder.Path));
        Assert.Equal(["airplane", "truck"], [cifar.Classes[0], cifar.Classes[9]]);
        Assert.Contains(cifar.Warnings, w => w.Contains("lacks data_batch_2.bin") && w.Contains("4 of 5"));
        int[] counts = [.. new[] { CifarLabels.Cifar100, CifarLabels.Cifar100Coarse }.Select(l => CifarNames.Of(l).Distinct().Count())];
        Assert.Equal([100, 20], counts);

        foreach (var (name, count) in (ValueTuple<string, int>[])[("train", 100), ("t10k", 20)])
        {
            folder.WriteZipped($"{name}-images-idx3-ubyte.gz", Folder.Idx([count, 4, 4], i => (byte)i));
            folder.WriteZipped($"{name}-labels-idx1-ubyte.gz", Folder.Idx([count], i => (byte)(i % 10)));
        }

        Assert.Equal("Ankle boot", Of(new FashionMnistSpec(folder.Path)).Classes[9]);
    }

    [Fact]
    public void A_class_that_a_split_lacks_and_one_of_few_samples_are_warned_of_by_name()
    {
        var seen = Of(Table(Rows(100, i => i < 2 ? "rare" : i < 11 ? "seldom" : i % 2 == 0 ? "even" : "odd")));
        Assert.Equal(
            [
                "validation has no sample of class rare; add samples, or change the splits' shares",
                "test has no sample of class rare; add samples, or change the splits' shares",
                "classes rare (2), seldom (9) have fewer than 10 samples; add some, or leave the class out",
            ],
            seen.Warnings);
    }

    [Fact]
    public void Classes_that_differ_in_spelling_alone_are_warned_of()
    {
        var twice = Rows(120, i => (i % 6) switch { 0 => "1", 1 => "1.0", 2 => "cat", 3 => "Cat", 4 => "2", _ => "dog" });
        Assert.Equal(
            [
                "classes 1, 1.0 differ in spelling alone; if they are one, spell it alike everywhere",
                "classes Cat, cat differ in spelling alone; if they are one, spell it alike everywhere",
            ],
            Of(Table(twice)).Warnings.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Test_files_that_are_the_training_files_are_warned_of()
    {
        var table = Table(Rows(60, i => $"{i % 3}"));
        var same = table with { TestPath = table.Path };
        var other = table with { TestPath = folder.Write("o.csv", "id,width,kind\n1,2,0"u8.ToArray()) };
        Assert.StartsWith("the test files are training files too, byte for byte", Assert.Single(Of(same).Warnings));
        Assert.DoesNotContain(Of(other).Warnings, w => w.Contains("byte for byte"));
    }

    [Fact]
    public void Where_an_imbalance_makes_a_class_rare_it_is_what_is_to_be_lowered()
    {
        var rare = Of(Table(Rows(120, i => $"{i % 2}")) with { Imbalance = 1000 });
        Assert.Equal(
            [
                "validation has no sample of class 1; lower dataset.imbalance, add samples, or change the splits' shares",
            ],
            rare.Warnings);
    }

    [Fact]
    public void Long_names_are_cut_in_what_is_told_of_them()
    {
        var name = new string('x', 5000);
        Assert.All(Of(Table(Rows(60, i => i == 0 ? name : $"{i % 2}"))).Warnings, w => Assert.True(w.Length < 200, w));
        var test = folder.Write("test.csv", Encoding.UTF8.GetBytes($"id,width,kind\n1,2,{name}"));
        var unknown = Assert.Throws<DataSetException>(() => Of(Table(Rows(60, i => $"{i % 3}")) with { TestPath = test }));
        Assert.True(unknown.Message.Length < 300, unknown.Message);
    }

    [Fact]
    public void A_batch_that_cannot_be_filled_is_warned_of() => Assert.StartsWith(
        "batch 64 cannot be filled: there are 36 training samples",
        Assert.Single(Of(Table(Rows(60, i => $"{i % 2}")), batch: 64).Warnings));

    [Theory]
    [InlineData("0.5 1.5 2 3 4 5 6 7 8 9 10", true)]
    [InlineData("0.5 1", false)]
    [InlineData("0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21", false)]
    [InlineData("18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39", true)]
    [InlineData("0.5 1.5 2 3 4 5 6 7 8 9 ten", false)]
    public void Labels_that_look_like_quantities_are_warned_of(string labels, bool warned)
    {
        var names = labels.Split(' ');
        var seen = Of(Table(Rows(20 * names.Length, i => names[i % names.Length])));
        Assert.Equal(warned, seen.Warnings.Any(w => w.StartsWith($"column 'kind' has {names.Length} different numbers")));
    }

    [Fact]
    public void Where_quantities_cannot_be_trained_on_the_refusal_says_what_they_are()
    {
        var fault = Assert.Throws<DataSetException>(() => DataDraw.From(Table(Rows(60, i => $"{i * 0.25}")), PairedSeed.ForSearch(1, 0)));
        Assert.Contains("column 'kind' has 60 different numbers; they look like quantities to predict", fault.Message);
        var test = folder.Write("test.csv", "id,width,kind\n1,2,0.3"u8.ToArray());
        var table = Table(Rows(60, i => $"{i % 12 * 0.25}")) with { TestPath = test };
        fault = Assert.Throws<DataSetException>(() => Of(table));
        Assert.Contains("line 2 has the label '0.3', which no training row has; they look like quantities to predict", fault.Message);
    }

    [Fact]
    public void Files_that_are_passed_over_are_counted_by_kind()
    {
        var spec = Zoo(40);
        foreach (var other in (string[])["readme.txt", "cat/a.webp", "dog/b.WEBP", "dog/.c.png", ".git/d", "dog/puppies/e.png", "cat/list"])
            Put($"zoo/{other}", [1]);

        var seen = Of(spec);
        Assert.Equal([folder["zoo"] + "/"], seen.Places);
        Assert.StartsWith(
            "zoo: passed over 1 .txt, 2 .webp, 1 folder in a class's, 2 hidden, 1 without an ending; only PNG",
            Assert.Single(seen.Warnings));
    }

    ImagesSpec Zoo(int images)
    {
        for (var i = 0; i < images; i++) Put($"zoo/{(i % 2 == 0 ? "cat" : "dog")}/{i}.png", Png.Write(new byte[48], 4, 4));
        return new(folder["zoo"]);
    }

    void Put(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
        folder.Write(name, bytes);
    }

    [Fact]
    public void Where_the_data_are_not_on_hand_there_is_no_description()
    {
        var recipe = new Recipe(Table(Rows(60, i => $"{i % 2}")), new MlpSpec([4]), new SgdSpec(0.1), 10, Steps: 10);
        Assert.NotNull(recipe.DescriptionOnHand());
        File.Delete(folder["t.csv"]);
        Assert.Null(recipe.DescriptionOnHand());
        var zoo = recipe with { Dataset = Zoo(20).Pinned() };
        Assert.NotNull(zoo.DescriptionOnHand());
        Directory.Delete(folder["zoo"], recursive: true);
        Assert.Null(zoo.DescriptionOnHand());
    }

    [Fact]
    public void Arrays_of_an_archive_that_nobody_named_are_told()
    {
        folder.Write("a.npz", Npy.Archive(
            ("x", Npy.Bytes("(60, 2)", 120, i => (byte)i)), ("y", Npy.Longs(60, i => i % 2)), ("x_test", Npy.Longs(4, i => i))));

        Assert.Contains("passed over x_test; name test arrays", Assert.Single(Of(new NumpySpec("x", "y", Path: folder["a.npz"])).Warnings));
    }
}
