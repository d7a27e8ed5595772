using LossActors.Learning.Data;
using LossActors.Learning.Data.Structured;
using LossActors.Learning.Structured;
using LossActors.Structures.Graphs;
using static LossActors.Learning.Tests.Structured.Fixtures;

namespace LossActors.Learning.Tests.Structured;

public sealed class FixedEmbeddingsTests
{
    public static TheoryData<string> Kinds => ["graphs", "sets", "rankings", "sequences"];

    static StructuredOutputs Of(string kind) => kind switch
    {
        "graphs" => Graphs(20),
        "sets" => Sets(20, 6),
        "rankings" => Rankings(20, 4),
        _ => Sequences(20),
    };

    [Theory, MemberData(nameof(Kinds))]
    public void Kernel_and_edit_vectors_have_length_one(string kind)
    {
        var outputs = Of(kind);
        float[][] all =
        [
            .. FixedEmbeddings.Kernel(outputs, 32, Seed).Chunk(32),
            .. FixedEmbeddings.Edit(outputs, [.. Rows(outputs).Take(9)], 12, Seed, () => { }).Chunk(12),
        ];
        Assert.All(all, v => Assert.Equal(1, v.Sum(x => (double)x * x), 1e-5));
    }

    [Fact]
    public void A_kernel_vector_does_not_depend_on_what_else_there_is_nor_on_numbering()
    {
        var graphs = Graphs(9);
        var alone = new GraphOutputs([Renumbered(graphs.Graphs[7], Order(graphs.Graphs[7].Count, Stream(40)))], Elements);
        Assert.Equal(FixedEmbeddings.Kernel(alone, 24, Seed), FixedEmbeddings.Kernel(graphs, 24, Seed)[(7 * 24)..(8 * 24)]);
    }

    [Fact]
    public void Structures_far_from_all_landmarks_have_a_direction_too()
    {
        var far = new SequenceOutputs([[.. Enumerable.Repeat(1, 5)], [.. Enumerable.Repeat(1, 4000)]], ["a"]);
        var vectors = FixedEmbeddings.Edit(far, [0], 2, Seed, () => { });
        Assert.Equal([1, 0, 1, 0], vectors);
    }

    [Fact]
    public void One_hot_vectors_are_the_entries()
    {
        Assert.Equal([1, 0, 1, 0, 1, 1], FixedEmbeddings.OneHot(new LabelSetOutputs([1, 0, 1, 0, 1, 1], ["a", "b", "c"])));
        Assert.Equal([0, 1, 1, 0], FixedEmbeddings.OneHot(new RankingOutputs([1, 0], ["a", "b"])));
        var graphs = Graphs(15);
        var width = FixedEmbeddings.OneHotWidth(graphs);
        var vectors = FixedEmbeddings.OneHot(graphs);
        Assert.All(Rows(graphs), row => Assert.Equal(
            graphs.Graphs[row], Read(vectors.AsSpan(row * width, width), graphs.MostNodes)));
    }

    /// <summary>The graph of a row of entries: a node or an edge is there where one of its types is.</summary>
    static LabelledGraph Read(ReadOnlySpan<float> entries, int most)
    {
        var nodes = new List<byte>();
        for (var i = 0; i < most; i++)
            if (entries.Slice(i * Elements.Length, Elements.Length).IndexOf(1f) is >= 0 and var type) nodes.Add((byte)type);
        var pairs = entries[(most * Elements.Length)..];
        var edges = new byte[nodes.Count * nodes.Count];
        for (var i = 0; i < nodes.Count; i++)
            for (var j = 0; j < i; j++)
            {
                var pair = i * (i - 1) / 2 + j;
                var type = pairs.Slice(pair * GraphOutputs.EdgeTypes, GraphOutputs.EdgeTypes).IndexOf(1f);
                edges[i * nodes.Count + j] = edges[j * nodes.Count + i] = (byte)(type + 1);
            }

        return new([.. nodes], edges);
    }
}
