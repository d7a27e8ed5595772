using System.Numerics.Tensors;
using LossActors.Genetics.Randomness;
using LossActors.Learning.Data.Structured;
using LossActors.Structures.Graphs;
using LossActors.Structures.Molecules;
using static TorchSharp.torch;

namespace LossActors.Learning.Structured;

/// <summary>
/// Looks for the graph whose vector is nearest to a direction, by projected gradient ascent over relaxed graphs. A relaxed graph has shares
/// of node types at every place and shares of edge types for every pair, each at least 0 and of sum at most 1; what is missing to 1 is the
/// share of nothing. After each step edges are made symmetric and all shares projected (Duchi et al., ICML 2008), and the graph that they
/// round to is a possible answer: between two graphs ψ has learned nothing, so where the way ends says less than what it passes.
/// </summary>
sealed class GraphDecoder(GraphEncoder encoder, GraphOutputs outputs, DecodingSpec spec)
{
    readonly GraphEncoder encoder = encoder;
    readonly GraphOutputs outputs = outputs;
    readonly int places = outputs.MostNodes, types = encoder.NodeTypes, edgeTypes = encoder.EdgeTypes;

    /// <summary>Forward and backward passes of one structure through the encoder, so far.</summary>
    public long Encodings { get; private set; }

    /// <summary>The best of several starts for each direction: as many graphs for each, with noise, and random ones.</summary>
    /// <param name="directions">[samples, width]</param>
    /// <param name="starts">[samples, starts]: rows of the outputs.</param>
    public DecodedGraph[] Decode(Tensor directions, int[] starts, RandomStream random)
    {
        using var scope = NewDisposeScope();
        var samples = (int)directions.size(0);
        var each = starts.Length / samples + spec.RandomStarts;
        var aims = directions.repeat_interleave(each, 0);
        var (nodes, edges) = Starts(starts, samples, random);
        var passed = new Passed(this, aims);
        for (var step = 0; step <= spec.Steps; step++)
        {
            Project(nodes.Elements<float>(), edges.Elements<float>(), passed.Count);
            passed.See(nodes.Elements<float>(), edges.Elements<float>());
            if (step < spec.Steps) Climb(nodes, edges, aims, (float)(spec.Rate * 0.5 * (1 + Math.Cos(Math.PI * step / spec.Steps))));
        }

        return passed.Best(each);
    }

    /// <summary>Of each sample the given graphs, then the random ones.</summary>
    (Tensor Nodes, Tensor Edges) Starts(int[] rows, int samples, RandomStream random)
    {
        var (nodes, edges) = DenseGraphs.Of(outputs, rows, places);
        Disturb(nodes.Elements<float>(), random);
        Disturb(edges.Elements<float>(), random);
        if (spec.RandomStarts == 0) return (nodes, edges);
        // On average a node is there whole, with two edges.
        return (Beside(nodes, 2.0 / types), Beside(edges, 4.0 / (edgeTypes * Math.Max(1, places - 1))));

        Tensor Beside(Tensor given, double most)
        {
            var entries = given.size(2);
            var drawn = zeros(samples, spec.RandomStarts, places, entries);
            foreach (ref var share in drawn.Elements<float>()) share = (float)random.NextDouble(0, most);
            return cat([given.view(samples, rows.Length / samples, places, entries), drawn], 1).view(-1, places, entries);
        }
    }

    void Disturb(Span<float> shares, RandomStream random)
    {
        if (spec.Noise == 0) return;
        foreach (ref var share in shares) share += (float)(spec.Noise * random.NextNormal());
    }

    void Climb(Tensor nodes, Tensor edges, Tensor aims, float rate)
    {
        using var scope = NewDisposeScope();
        var (n, e) = (nodes.detach().requires_grad_(true), edges.detach().requires_grad_(true));
        var similarity = (encoder.Forward(n, e) * aims).sum();
        var slopes = Gradients.Of([similarity], [n, e]);
        var graphs = (int)nodes.size(0);
        Encodings += 2 * graphs;
        Move(nodes.Elements<float>(), slopes[0]!.contiguous().Elements<float>(), graphs, rate);
        Move(edges.Elements<float>(), slopes[1]!.contiguous().Elements<float>(), graphs, rate);
    }

    /// <summary>A step along the gradient, whose largest entry in a graph is the rate: its scale says nothing.</summary>
    static void Move(Span<float> shares, ReadOnlySpan<float> slope, int graphs, float rate)
    {
        var size = shares.Length / graphs;
        for (var g = 0; g < graphs; g++)
        {
            var entries = shares.Slice(g * size, size);
            var along = slope.Slice(g * size, size);
            var largest = 0f;
            foreach (var s in along) largest = Math.Max(largest, Math.Abs(s));
            if (largest == 0 || !float.IsFinite(largest)) continue;
            for (var i = 0; i < size; i++) entries[i] += rate * along[i] / largest;
        }
    }

    void Project(Span<float> nodes, Span<float> edges, int graphs)
    {
        for (var i = 0; i < nodes.Length; i += types) Simplex.ProjectBelow(nodes.Slice(i, types));
        Span<float> shares = stackalloc float[edgeTypes];
        for (var g = 0; g < graphs; g++)
            for (var i = 0; i < places; i++)
            {
                for (var t = 0; t < edgeTypes; t++) edges[At(g, i, i, t)] = 0;
                for (var j = 0; j < i; j++)
                {
                    for (var t = 0; t < edgeTypes; t++) shares[t] = (edges[At(g, i, j, t)] + edges[At(g, j, i, t)]) / 2;
                    Simplex.ProjectBelow(shares);
                    for (var t = 0; t < edgeTypes; t++) edges[At(g, i, j, t)] = edges[At(g, j, i, t)] = shares[t];
                }
            }
    }

    int At(int graph, int i, int j, int type) => ((graph * places + i) * edgeTypes + type) * places + j;

    LabelledGraph Repaired(LabelledGraph graph, float[] weights) =>
        spec.Repair ? Valences.Repair(graph, outputs.Elements, weights) : graph;

    /// <summary>The likeliest type everywhere, nothing included; and the shares of the edges that are taken, [nodes, nodes].</summary>
    (LabelledGraph Graph, float[] Weights) Round(ReadOnlySpan<float> nodes, ReadOnlySpan<float> edges, int graph)
    {
        var kept = new List<int>();
        var kinds = new List<byte>();
        for (var i = 0; i < places; i++)
        {
            if (Likeliest(nodes.Slice(i * types, types)) is not (>= 0 and var kind)) continue;
            kept.Add(i);
            kinds.Add((byte)kind);
        }

        // A graph of nothing is none: the likeliest single node then.
        if (kept.Count == 0)
        {
            var likeliest = TensorPrimitives.IndexOfMax(nodes);
            kept.Add(likeliest / types);
            kinds.Add((byte)(likeliest % types));
        }

        var (bonds, weights) = (new byte[kept.Count * kept.Count], new float[kept.Count * kept.Count]);
        Span<float> shares = stackalloc float[edgeTypes];
        for (var a = 0; a < kept.Count; a++)
            for (var b = 0; b < a; b++)
            {
                for (var t = 0; t < edgeTypes; t++) shares[t] = edges[At(graph, kept[a], kept[b], t)];
                if (Likeliest(shares) is not (>= 0 and var kind)) continue;
                bonds[a * kept.Count + b] = bonds[b * kept.Count + a] = (byte)(kind + 1);
                weights[a * kept.Count + b] = weights[b * kept.Count + a] = shares[kind];
            }

        return (new([.. kinds], bonds), weights);
    }

    /// <summary>−1 for nothing.</summary>
    static int Likeliest(ReadOnlySpan<float> shares)
    {
        var (best, sum) = (0, 0f);
        for (var i = 0; i < shares.Length; i++)
        {
            sum += shares[i];
            if (shares[i] > shares[best]) best = i;
        }

        return shares[best] >= 1 - sum ? best : -1;
    }

    /// <summary>What the ways of all starts have rounded to.</summary>
    sealed class Passed(GraphDecoder decoder, Tensor aims)
    {
        readonly DecodedGraph[] best = new DecodedGraph[aims.size(0)];
        readonly LabelledGraph?[] last = new LabelledGraph?[aims.size(0)];

        public int Count => best.Length;

        public void See(ReadOnlySpan<float> nodes, ReadOnlySpan<float> edges)
        {
            var fresh = new List<(int Way, LabelledGraph Rounded, LabelledGraph Graph)>();
            var size = nodes.Length / Count;
            for (var i = 0; i < Count; i++)
            {
                var (graph, weights) = decoder.Round(nodes.Slice(i * size, size), edges, i);
                if (graph.Equals(last[i])) continue;
                last[i] = graph;
                fresh.Add((i, graph, decoder.Repaired(graph, weights)));
            }

            if (fresh.Count == 0) return;
            using var scope = NewDisposeScope();
            using var quiet = no_grad();
            decoder.Encodings += fresh.Count;
            var finals = new GraphOutputs([.. fresh.Select(f => f.Graph)], decoder.outputs.Elements);
            var vectors = decoder.encoder.Encode(finals, [.. Enumerable.Range(0, fresh.Count)]);
            var along = aims.index_select(0, TensorMemory.From<long>([.. fresh.Select(f => (long)f.Way)], [fresh.Count]));
            var similarities = (vectors * along).sum(1).ToArray<float>();
            foreach (var (i, (way, rounded, graph)) in fresh.Index())
                if (best[way].Graph is null || similarities[i] > best[way].Similarity) best[way] = new(graph, rounded, similarities[i]);
        }

        /// <summary>Of so many ways each.</summary>
        public DecodedGraph[] Best(int each) => [.. best.Chunk(each).Select(ways => ways.MaxBy(w => w.Similarity))];
    }
}

/// <summary>An answer of the decoder.</summary>
/// <param name="Graph">Repaired where that is asked for.</param>
/// <param name="Rounded">Before any repair.</param>
/// <param name="Similarity">Of its vector to the direction.</param>
readonly record struct DecodedGraph(LabelledGraph Graph, LabelledGraph Rounded, float Similarity);
