using LossActors.Learning.Data.Structured;
using LossActors.Learning.Structured;
using LossActors.Structures.Graphs;
using LossActors.Structures.Molecules;
using static LossActors.Learning.Tests.Structured.Fixtures;

namespace LossActors.Learning.Tests.Structured;

public sealed class GraphDecoderTests
{
    static readonly GraphOutputs Known = Molecules(
        "CCO", "CC(=O)N", "C#CCN", "OC=O", "CC(C)F", "C1CC1O", "N#CC=O", "FCCF", "COC", "CN(C)C", "C=CC=O", "OCC#N");

    static readonly EmbeddingSpec Spec = new(Width: 24, Hidden: 24, Layers: 2, Steps: 150, Batch: 24, Rate: 3e-3);

    static GraphEncoder Encoder(GraphOutputs outputs)
    {
        LaneThread.Enter();
        var encoder = ContrastiveLearning.Encoder(outputs, Spec, Seed);
        ContrastiveLearning.Learn(encoder, outputs, Rows(outputs), Spec, Seed, () => { });
        encoder.Freeze();
        return (GraphEncoder)encoder;
    }

    static Tensor Vectors(GraphEncoder encoder)
    {
        using var quiet = torch.no_grad();
        return encoder.Encode(Known, Rows(Known));
    }

    [Fact]
    public void A_known_graph_is_found_from_itself_again()
    {
        using var encoder = Encoder(Known);
        var decoder = new GraphDecoder(encoder, Known, new(Starts: 1, RandomStarts: 0, Steps: 20, Rate: 0.05, Noise: 0));
        var found = decoder.Decode(Vectors(encoder), Rows(Known), Stream(60));
        var exact = Rows(Known).Count(row => GraphEditDistance.Between(found[row].Graph, Known.Graphs[row]) == 0);
        Assert.InRange(exact, Known.Count - 2, Known.Count);
        Assert.All(found, f => Assert.InRange(f.Similarity, 0.5f, 1.0001f));
    }

    [Fact]
    public void What_is_repaired_is_a_molecule_and_the_best_of_its_starts()
    {
        using var encoder = Encoder(Known);
        var vectors = Vectors(encoder);
        // From others, and with much noise.
        int[] starts = [.. Rows(Known).SelectMany(row => new[] { (row + 1) % Known.Count, (row + 5) % Known.Count, row })];
        var decoder = new GraphDecoder(encoder, Known, new(Starts: 3, RandomStarts: 2, Steps: 10, Noise: 0.6));
        var found = decoder.Decode(vectors, starts, Stream(61));
        Assert.All(found, f => Assert.True(Valences.IsValid(f.Graph, Elements)));
        Assert.Contains(found, f => !Valences.IsValid(f.Rounded, Elements));
        Assert.Equal(found.Select(f => f.Graph), decoder.Decode(vectors, starts, Stream(61)).Select(f => f.Graph));
        using var quiet = torch.no_grad();
        var again = encoder.Encode(new GraphOutputs([.. found.Select(f => f.Graph)], Elements), Rows(Known));
        var similarities = (again * vectors).sum(1).ToArray<float>();
        Assert.Equal(similarities, found.Select(f => f.Similarity), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Climbing_brings_a_graph_nearer_to_its_aim()
    {
        using var encoder = Encoder(Known);
        var vectors = Vectors(encoder);
        int[] starts = [.. Rows(Known).Select(row => (row + 1) % Known.Count)];
        var still = Decode(new(Starts: 1, RandomStarts: 0, Steps: 1, Rate: 1e-9, Noise: 0));
        var climbed = Decode(new(Starts: 1, RandomStarts: 0, Steps: 40, Noise: 0));
        Assert.True(climbed.Average(f => f.Similarity) > still.Average(f => f.Similarity) + 0.1);

        DecodedGraph[] Decode(DecodingSpec spec) => new GraphDecoder(encoder, Known, spec).Decode(vectors, starts, Stream(62));
    }

    [Fact]
    public void Random_starts_alone_find_graphs_near_their_aims()
    {
        using var encoder = Encoder(Known);
        var vectors = Vectors(encoder);
        var few = Mean(new(Starts: 0, RandomStarts: 1));
        var many = Mean(new(Starts: 0, RandomStarts: 12));
        Assert.True(few > 0.8 && many > few + 0.02, $"{many} after {few}");

        double Mean(DecodingSpec spec) =>
            new GraphDecoder(encoder, Known, spec).Decode(vectors, [], Stream(63)).Average(f => f.Similarity);
    }

    [Fact]
    public void No_answer_is_farther_from_its_aim_than_the_graph_it_started_from()
    {
        using var encoder = Encoder(Known);
        var vectors = Vectors(encoder);
        int[] starts = [.. Rows(Known).Select(row => (row + 1) % Known.Count)];
        var decoder = new GraphDecoder(encoder, Known, new(Starts: 1, RandomStarts: 0, Steps: 15, Rate: 1, Noise: 0));
        var found = decoder.Decode(vectors, starts, Stream(64));
        using var quiet = torch.no_grad();
        var from = (encoder.Encode(Known, starts) * vectors).sum(1).ToArray<float>();
        Assert.All(found.Zip(from), f => Assert.InRange(f.First.Similarity, f.Second - 1e-5f, 1.0001f));
    }
}
