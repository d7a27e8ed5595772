using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Learning.Tests.Networks;

public sealed class NetworkReferenceTests(NetworkReference reference) : IClassFixture<NetworkReference>
{
    static readonly PairedSeed Seed = PairedSeed.ForSearch(1, 0);

    static readonly DataDraw OwnDraw = MakeOwnDraw();

    public static TheoryData<string> Kinds => [.. NetworkReference.Specs.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_network_computes_what_PyTorch_computes_in_training_and_in_use(string kind)
    {
        var expected = reference.Results.Outputs[kind];
        using var scope = torch.NewDisposeScope();
        using var mode = torch.no_grad();
        using var network = NetworkReference.Make(kind);
        var inputs = TensorMemory.From<float>(NetworkReference.Inputs, [4, 3, 32, 32]).permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        Same(expected[0], network.Forward(inputs));
        network.Module.eval();
        Same(expected[1], network.Forward(inputs));

        static void Same(float[] expected, Tensor actual) =>
            Assert.Equal(expected, actual.ToArray<float>(), (a, b) => Math.Abs(a - b) <= 1e-4 * Math.Max(1, Math.Abs(a)));
    }

    [Fact]
    public void A_script_trains_to_the_weights_that_Python_trains_it_to()
    {
        var expected = reference.Results;
        using var run = Run(new TorchScriptSpec(reference.File("own.pt"), Reinitialise: false), new SgdSpec(0.1, 0.9, 1e-3));
        Same(expected.Start, 0);
        for (var step = 0; step < 20; step++) Assert.Null(run.Step());
        Same(expected.End, 1e-5);
        Assert.True(expected.End[0].Zip(expected.Start[0], (a, b) => Math.Abs(a - b)).Max() > 0.01);

        void Same(float[][] weights, double tolerance) =>
            Assert.Equal(weights.SelectMany(w => w), run.Weights().SelectMany(w => w), (a, b) => Math.Abs(a - b) <= tolerance);
    }

    [Fact]
    public void A_script_starts_from_new_weights_where_asked()
    {
        var spec = new TorchScriptSpec(reference.File("own.pt"));
        var first = State(Seed);
        Assert.Equal(first, State(Seed));
        Assert.NotEqual(first[0], State(PairedSeed.ForSearch(1, 1))[0]);
        Assert.NotEqual(first[0], reference.Results.Start[0]);
        foreach (var (index, fanIn) in new[] { (0, 18), (1, 18), (4, 36), (5, 36) })
            Assert.All(first[index], w => Assert.InRange(w, -1 / Math.Sqrt(fanIn), 1 / Math.Sqrt(fanIn)));
        Assert.Equal([1, 1, 1, 1], first[2]);
        Assert.Equal([0, 0, 0, 0], first[3]);

        float[][] State(PairedSeed seed)
        {
            using var network = Network.Create(spec, NetworkReference.Own, 3, seed);
            return [.. network.Module.parameters().Select(p => p.ToArray<float>())];
        }
    }

    [Fact]
    public void A_script_has_a_symmetric_Hessian()
    {
        var plan = Learning.Losses.LossPlan.Of(Genetics.Genomes.LossGenome.Parse("ce"), 3, 10);
        using var surface = new Learning.Landscape.LossSurface(
            new TorchScriptSpec(reference.File("own.pt")), OwnDraw, OwnDraw.Training, Seed, plan);
        var (u, v) = (Wave(surface.Dimension, 0.3), Wave(surface.Dimension, 0.7));
        using var hessian = surface.Hessian(0);
        var product = hessian.Times(v).Zip(u, (a, b) => a * b).Sum();
        Assert.NotEqual(0, product);
        Assert.Equal(product, hessian.Times(u).Zip(v, (a, b) => a * b).Sum(), 1e-9 * Math.Abs(product));

        static double[] Wave(int n, double pace) => [.. Enumerable.Range(0, n).Select(i => Math.Sin(pace * i))];
    }

    [Fact]
    public void A_recipe_knows_a_script_by_its_bytes()
    {
        using var folder = new Data.Folder();
        var copy = folder.Write("copy.pt", File.ReadAllBytes(reference.File("own.pt")));
        var recipe = new Recipe(new ClustersSpec(), new TorchScriptSpec(copy), new SgdSpec(0.1), 12, 20);
        Assert.Throws<InvalidOperationException>(() => recipe.Identity);
        var pinned = recipe with { Network = recipe.Network.Pinned() };
        Assert.Equal((recipe with { Network = new TorchScriptSpec(reference.File("own.pt")).Pinned() }).Identity, pinned.Identity);
        Assert.Equal(pinned, Recipe.Parse(pinned.ToJson()));
        folder.Write("copy.pt", File.ReadAllBytes(reference.File("dropout.pt")));
        Assert.Contains("not the network", Assert.Throws<DataSetException>(() => Create(pinned.Network)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scripts_that_cannot_be_trained_here_are_refused_with_the_reason()
    {
        using var folder = new Data.Folder();
        Assert.Contains("dropout", Refused(new TorchScriptSpec(reference.File("dropout.pt")), 3), StringComparison.Ordinal);
        Assert.Contains("[2, 4] is needed", Refused(new TorchScriptSpec(reference.File("own.pt")), 4), StringComparison.Ordinal);
        Assert.Contains("does not take samples of 20", Assert.Throws<FormatException>(
            () => Network.Check(new TorchScriptSpec(reference.File("own.pt")), new(20, 1, 1), 3)).Message, StringComparison.Ordinal);
        var missing = Assert.Throws<DataSetException>(() => Create(new TorchScriptSpec("nowhere.pt")));
        Assert.Contains("nowhere.pt", missing.Message, StringComparison.Ordinal);
        var damaged = Assert.Throws<DataSetException>(() => Create(new TorchScriptSpec(folder.Write("x.pt", [1, 2, 3]))));
        Assert.Contains("no TorchScript", damaged.Message, StringComparison.Ordinal);

        static string Refused(NetworkSpec spec, int classes) =>
            Assert.Throws<FormatException>(() => Network.Create(spec, NetworkReference.Own, classes, Seed)).Message;
    }

    static void Create(NetworkSpec spec) => Network.Create(spec, NetworkReference.Own, 3, Seed).Dispose();

    static TrainingRun Run(NetworkSpec network, OptimiserSpec optimiser)
    {
        LaneThread.Enter();
        var recipe = new Recipe(new ClustersSpec(), network, optimiser, Batch: 12, Steps: 20);
        return new(recipe, Seed, OwnDraw, TrainedLoss.Plan("-y*log(p)", ScaleDefault.Raw, 3, 20), torch.CPU);
    }

    static DataDraw MakeOwnDraw()
    {
        // A draw holds pixels with their channels together.
        var values = new float[NetworkReference.OwnInputs.Length];
        for (var i = 0; i < values.Length; i++)
            values[i / 72 * 72 + i % 36 * 2 + i / 36 % 2] = NetworkReference.OwnInputs[i];
        var samples = new Samples([.. Enumerable.Range(0, 12)], [.. Enumerable.Range(0, 12).Select(i => i % 3)]);
        return new(NetworkReference.Own, 3, new FloatInputs(values, NetworkReference.Own), samples, samples, samples);
    }
}
