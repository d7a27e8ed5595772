using LossActors.Learning.Data;
using LossActors.Learning.Data.Structured;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LossActors.Learning.Structured;

/// <summary>
/// A dense message-passing network. It takes shares instead of types, so that it is differentiable in the structure: a node whose shares
/// sum to less than 1 is there in part. Each round a node adds to its state what the states of its neighbours say along edges of each type;
/// all rounds' states, summed over nodes, are read out.
/// </summary>
sealed class GraphEncoder : OutputEncoder
{
    readonly int hidden;
    readonly Linear input, readout, output;
    readonly Linear[] own, messages;
    readonly LayerNorm[] norms;

    public GraphEncoder(int nodeTypes, int edgeTypes, EmbeddingSpec spec) : base("GraphEncoder")
    {
        (NodeTypes, EdgeTypes, hidden) = (nodeTypes, edgeTypes, spec.Hidden);
        register_module("input", input = nn.Linear(nodeTypes, hidden));
        own = Each("own", () => nn.Linear(hidden, hidden));
        messages = Each("messages", () => nn.Linear(hidden, edgeTypes * hidden, hasBias: false));
        norms = Each("norm", () => nn.LayerNorm(hidden));
        register_module("readout", readout = nn.Linear((spec.Layers + 1) * hidden, 2 * hidden));
        register_module("output", output = nn.Linear(2 * hidden, spec.Width));

        T[] Each<T>(string name, Func<T> make) where T : nn.Module
        {
            var made = new T[spec.Layers];
            for (var i = 0; i < made.Length; i++) register_module($"{name}{i}", made[i] = make());
            return made;
        }
    }

    public int NodeTypes { get; }

    public int EdgeTypes { get; }

    public override Tensor Encode(StructuredOutputs outputs, ReadOnlySpan<int> rows)
    {
        var batch = DenseGraphs.Of((GraphOutputs)outputs, rows);
        return Forward(batch.Nodes, batch.Edges);
    }

    /// <param name="nodes">[graphs, nodes, types], at least 0, each node's sum at most 1.</param>
    /// <param name="edges">[graphs, nodes, types · nodes]: what a node hears of which, by type of edge; symmetric in the nodes.</param>
    public Tensor Forward(Tensor nodes, Tensor edges)
    {
        using var scope = NewDisposeScope();
        var (graphs, count) = (nodes.size(0), nodes.size(1));
        var there = nodes.sum(-1, keepdim: true);
        var state = input.forward(nodes) * there;
        var pooled = new List<Tensor> { state.sum(1) };
        for (var round = 0; round < own.Length; round++)
        {
            var said = messages[round].forward(state).view(graphs, count, EdgeTypes, hidden).permute(0, 2, 1, 3)
                .reshape(graphs, EdgeTypes * count, hidden);
            var heard = own[round].forward(state).Plus(edges.matmul(said));
            state = state.Plus(nn.functional.relu(norms[round].forward(heard))) * there;
            pooled.Add(state.sum(1));
        }

        return Directions(output.forward(nn.functional.relu(readout.forward(cat(pooled, 1))))).MoveToOuterDisposeScope();
    }
}
