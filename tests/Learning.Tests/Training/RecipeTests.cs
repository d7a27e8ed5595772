using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Learning.Tests.Training;

public sealed class RecipeTests
{
    static readonly Recipe Quickstart = new(
        new ClustersSpec(Points: 1000, LabelNoise: 0.4), new MlpSpec([100]), new SgdSpec(0.003, 0.9), Batch: 64, Steps: 1000, Repeats: 2);

    [Fact]
    public void Canonical_text_of_a_recipe_is_pinned() => Assert.Equal(
        """
        {"dataset":{"kind":"clusters","classes":10,"dimensions":20,"points":1000,"label-noise":0.4,"separation":0.95,"test-points":4000},
        "network":{"kind":"mlp","hidden":[100],"activation":"relu","single-output":false},
        "optimiser":{"kind":"sgd","lr":0.003,"momentum":0.9,"weight-decay":0,"nesterov":false},
        "batch":64,"steps":1000,"repeats":2,"seed":1,"scale":"unit"}
        """.ReplaceLineEndings(""),
        Quickstart.ToJson());

    [Fact]
    public void Canonical_texts_of_files_are_pinned_and_say_nothing_of_changes_that_are_not_asked_for()
    {
        var cifar = new CifarSpec("p", Content: "cd");
        Assert.Contains(
            """{"kind":"cifar","path":"p","labels":"cifar10","validation":0.2,"label-noise":0,"normalisation":"standard","content":"cd"}""",
            (Quickstart with { Dataset = cifar }).ToJson(), StringComparison.Ordinal);
        Assert.Contains(
            """
            {"kind":"idx","images":"i","labels":"l","classes":10,"validation":0.2,"held-back":0.2,"label-noise":0,
            "normalisation":"standard","content":"ab"}
            """.ReplaceLineEndings(""),
            (Quickstart with { Dataset = new IdxSpec("i", "l", Content: "ab") }).ToJson(), StringComparison.Ordinal);
        var changed =
            Quickstart with { Dataset = cifar with { Imbalance = 10, Corruption = new(CorruptionKind.Jpeg), Augmentation = new(true, 4) } };
        Assert.Contains(
            """
            ,"imbalance":10,"corruption":{"kind":"jpeg","severities":"poisson","table":"cifar","on":"all"},
            "augmentation":{"flip":true,"crop":4}},
            """.ReplaceLineEndings(""),
            changed.ToJson(), StringComparison.Ordinal);
        Assert.Equal(changed, Recipe.Parse(changed.ToJson()));
    }

    [Fact]
    public void A_recipe_parses_back_to_itself()
    {
        var parsed = Recipe.Parse(Quickstart.ToJson());
        Assert.Equal(Quickstart, parsed);
        Assert.Equal(Quickstart.ToJson(), parsed.ToJson());
    }

    [Fact]
    public void What_is_left_out_takes_its_default_wherever_kind_stands()
    {
        var parsed = Recipe.Parse(Json("""{"classes":4,"kind":"clusters"}""", optimiser: """{"kind":"adam","lr":1e-3}"""));
        Assert.Equal(new Recipe(new ClustersSpec(Classes: 4), new LeNet5Spec(), new AdamSpec(0.001), 8, 10), parsed);
    }

    [Theory]
    [InlineData("""{"kind":"clusters","clases":4}""", LeNet, Sgd, 8, "clases")]
    [InlineData("""{"kind":"clusters","classes":1}""", LeNet, Sgd, 8, "dataset.classes is 1")]
    [InlineData("""{"kind":"blobs"}""", LeNet, Sgd, 8, "blobs")]
    [InlineData("""{"kind":"spiral"}""", LeNet, """{"kind":"sgd"}""", 8, "lr")]
    [InlineData("""{"kind":"spiral"}""", """{"kind":"mlp"}""", Sgd, 8, "hidden")]
    [InlineData("""{"kind":"spiral"}""", LeNet, """{"kind":"sgd","lr":-1}""", 8, "optimiser.lr is -1")]
    [InlineData("""{"kind":"spiral"}""", LeNet, Sgd, 0, "batch is 0")]
    [InlineData("""{"kind":"spiral","label-noise":1.5}""", LeNet, Sgd, 1, "dataset.label-noise is 1.5")]
    public void A_wrong_recipe_is_refused_by_the_name_of_its_key(string data, string network, string optimiser, int batch, string named)
    {
        var refused = Assert.Throws<FormatException>(() => Recipe.Parse(Json(data, network, optimiser, batch)));
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    const string LeNet = """{"kind":"lenet5"}""";
    const string Sgd = """{"kind":"sgd","lr":1}""";

    static string Json(string dataset, string network = LeNet, string optimiser = Sgd, int batch = 8) =>
        $$"""{"dataset":{{dataset}},"network":{{network}},"optimiser":{{optimiser}},"batch":{{batch}},"steps":10}""";

    [Theory]
    [InlineData(1, 1000)]
    [InlineData(0.25, 250)]
    [InlineData(0.0625, 62)]
    [InlineData(1e-9, 1)]
    public void A_rung_is_a_whole_number_of_steps_and_never_none(double rung, int steps) => Assert.Equal(steps, Quickstart.StepsAt(rung));

    [Fact]
    public void Another_rate_changes_nothing_else() =>
        Assert.Equal(Quickstart with { Optimiser = new SgdSpec(0.1, 0.9) }, Quickstart.With(0.1));

    [Fact]
    public void A_recipe_on_files_is_known_by_their_bytes_wherever_they_lie()
    {
        using var here = new Data.Folder();
        using var there = new Data.Folder();
        Recipe IdentityIn(Data.Folder folder, byte[] training)
        {
            folder.Write("data_batch_1.bin", training);
            folder.Write("test_batch.bin", Data.Folder.Cifar(10));
            return (Quickstart with { Dataset = new CifarSpec(folder.Path) }).Pinned().Identity;
        }

        var bytes = Data.Folder.Cifar(50);
        var identity = IdentityIn(here, bytes);
        Assert.Equal(identity, IdentityIn(there, bytes));
        bytes[5000] ^= 1;
        using var flipped = new Data.Folder();
        Assert.NotEqual(identity, IdentityIn(flipped, bytes));
    }

    public static TheoryData<string> FileKinds =>
        [.. new PooledSpec[] { new CifarSpec("a"), new FashionMnistSpec("a"), new IdxSpec("a", "b"), new NumpySpec("a", "b", Classes: 3),
            new NumpySpec("a", "b", Path: "c", Classes: 3), new CsvSpec("a", "b", Classes: 3), new ImagesSpec("a", Classes: 3) }
            .Select(spec => (Quickstart with { Dataset = spec with { Content = "0" } }).ToJson())];

    [Theory, MemberData(nameof(FileKinds))]
    public void A_recipe_is_the_same_wherever_its_run_file_lies(string json)
    {
        var network = new TorchScriptSpec("net.pt", Content: "1");
        var recipe = Recipe.Parse(json) with { Network = network };
        var moved = recipe with
        {
            Dataset = (PooledSpec)recipe.Dataset with { Beside = "/elsewhere" }, Network = network with { Beside = "/elsewhere" },
        };
        Assert.Equal(moved, Recipe.Parse(moved.ToJson()));
        Assert.Equal(recipe.Identity, moved.Identity);
    }

    [Fact]
    public void A_recipe_on_files_has_no_identity_before_their_bytes_are_known() => Assert.Throws<InvalidOperationException>(
        () => (Quickstart with { Dataset = new CifarSpec("somewhere") }).Identity);
}
