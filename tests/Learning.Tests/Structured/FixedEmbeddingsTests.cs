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
            .. FixedEmbeddings.Edit(outputs, [.. Rows(outputs).Take(9)], Rows(outputs), 12, Seed, () => { }).Chunk(12),
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
        var vectors = FixedEmbeddings.Edit(far, [0], [0, 1], 2, Seed, () => { });
        Assert.Equal([1, 0, 1, 0], vectors);
    }

    [Fact]
    public void Edit_vectors_are_made_of_the_rows_that_are_asked_for()
    {
        var outputs = Sets(20, 6);
        var all = FixedEmbeddings.Edit(outputs, Rows(outputs), Rows(outputs), 5, Seed, () => { });
        var some = FixedEmbeddings.Edit(outputs, Rows(outputs), [3, 17], 5, Seed, () => { });
        Assert.All(Rows(outputs), row => Assert.Equal(
            row is 3 or 17 ? all[(row * 5)..(row * 5 + 5)] : new float[5], some[(row * 5)..(row * 5 + 5)]));
    }

    [Fact]
    public void One_hot_vectors_are_the_entries()
    {
        Assert.Equal([1, 0, 1, 0, 1, 1], FixedEmbeddings.OneHot(new LabelSetOutputs([1, 0, 1, 0, 1, 1], ["a", "b", "c"]), default));
        Assert.Equal([0, 1, 1, 0], FixedEmbeddings.OneHot(new RankingOutputs([1, 0], ["a", "b"]), default));
        var graphs = Graphs(15);
        var width = FixedEmbeddings.OneHotWidth(graphs);
        var vectors = FixedEmbeddings.OneHot(graphs, NodeOrder.Written);
        Assert.All(Rows(graphs), row => Assert.Equal(
            graphs.Graphs[row], Read(vectors.AsSpan(row * width, width), graphs.MostNodes)));
    }

    [Fact]
    public void One_hot_vectors_in_canonical_order_do_not_depend_on_numbering()
    {
        var graphs = Graphs(15);
        var random = Stream(41);
        var others = new GraphOutputs([.. graphs.Graphs.Select(g => Renumbered(g, Order(g.Count, random)))], Elements);
        Assert.Equal(FixedEmbeddings.OneHot(graphs, NodeOrder.Canonical), FixedEmbeddings.OneHot(others, NodeOrder.Canonical));
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
