using LossActors.Learning.Data;
using LossActors.Learning.Data.Structured;
using LossActors.Learning.Structured;
using static LossActors.Learning.Tests.Structured.Fixtures;

namespace LossActors.Learning.Tests.Structured;

public sealed class OutputEncoderTests
{
    static readonly EmbeddingSpec Spec = new(Width: 16, Hidden: 12, Layers: 2);

    public OutputEncoderTests() => LaneThread.Enter();

    static OutputEncoder Encoder(StructuredOutputs outputs) => ContrastiveLearning.Encoder(outputs, Spec, Seed);

    static float[][] Vectors(OutputEncoder encoder, StructuredOutputs outputs) =>
        [.. encoder.EncodeAll(outputs, () => { }).Chunk(Spec.Width)];

    public static TheoryData<string> Kinds => ["graphs", "sets", "rankings", "sequences"];

    static StructuredOutputs Of(string kind) => kind switch
    {
        "graphs" => Graphs(30),
        "sets" => Sets(30, 7),
        "rankings" => Rankings(30, 5),
        _ => Sequences(30),
    };

    [Theory, MemberData(nameof(Kinds))]
    public void Vectors_have_length_one_and_tell_structures_apart(string kind)
    {
        var outputs = Of(kind);
        using var encoder = Encoder(outputs);
        var vectors = Vectors(encoder, outputs);
        Assert.All(vectors, v => Assert.Equal(1, Math.Sqrt(v.Sum(x => (double)x * x)), 1e-5));
        var distinct = outputs.Distinct(Rows(outputs));
        Assert.Equal(distinct.Length, distinct.Select(row => string.Join(' ', vectors[row])).Distinct().Count());
    }

    [Fact]
    public void A_graph_has_the_same_vector_however_its_nodes_are_numbered()
    {
        var graphs = Graphs(20);
        var random = Stream(20);
        var others = new GraphOutputs([.. graphs.Graphs.Select(g => Renumbered(g, Order(g.Count, random)))], Elements);
        Assert.NotEqual(graphs.Graphs, others.Graphs);
        using var encoder = Encoder(graphs);
        Assert.Equal(encoder.EncodeAll(graphs, () => { }), encoder.EncodeAll(others, () => { }), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Padding_does_not_change_a_graphs_vector()
    {
        var graphs = Graphs(10);
        using var encoder = (GraphEncoder)Encoder(graphs);
        using var mode = torch.no_grad();
        var (nodes, edges) = DenseGraphs.Of(graphs, Rows(graphs));
        var (padded, paddedEdges) = DenseGraphs.Of(graphs, Rows(graphs), 11);
        Assert.Equal(
            encoder.Forward(nodes, edges).ToArray<float>(), encoder.Forward(padded, paddedEdges).ToArray<float>(),
            (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void The_gradient_in_a_relaxed_structure_is_the_slope()
    {
        var graphs = Graphs(3);
        using var encoder = (GraphEncoder)Encoder(graphs);
        encoder.to(torch.float64);
        var (dense, denseEdges) = DenseGraphs.Of(graphs, Rows(graphs));
        // Inside, where all shares may move both ways.
        var nodes = (dense * 0.7 + 0.05).to(torch.float64).requires_grad_(true);
        var edges = (denseEdges * 0.7 + 0.05).to(torch.float64).requires_grad_(true);
        var aims = torch.sin(torch.arange(3 * Spec.Width, torch.float64)).view(3, Spec.Width);
        var slopes = Gradients.Of([Value()], [nodes, edges]);
        using var mode = torch.no_grad();
        foreach (var (structure, slope) in new[] { (nodes, slopes[0]!), (edges, slopes[1]!) })
        {
            var values = structure.Elements<double>();
            var expected = slope.contiguous().ToArray<double>();
            for (var i = 0; i < values.Length; i += 5)
            {
                const double Step = 1e-6;
                var at = values[i];
                values[i] = at + Step;
                var above = Value().item<double>();
                values[i] = at - Step;
                var below = Value().item<double>();
                values[i] = at;
                Assert.Equal((above - below) / (2 * Step), expected[i], 1e-6);
            }
        }

        Tensor Value() => (encoder.Forward(nodes, edges) * aims).sum();
    }

    [Fact]
    public void Long_sequences_are_read_to_a_limit()
    {
        var sequences = new SequenceOutputs([[.. Enumerable.Repeat(1, 300)], [.. Enumerable.Repeat(1, 128), 2, 2]], ["a", "b"]);
        using var encoder = Encoder(sequences);
        var vectors = Vectors(encoder, sequences);
        Assert.Equal(vectors[0], vectors[1], (a, b) => Math.Abs(a - b) < 1e-6);
    }
}
