using System.Numerics.Tensors;
using LossActors.Genetics.Randomness;
using LossActors.Learning.Data;
using LossActors.Learning.Data.Structured;
using LossActors.Structures.Graphs;

namespace LossActors.Learning.Structured;

/// <summary>Embeddings that nothing learns.</summary>
static class FixedEmbeddings
{
    const int Iterations = 3;

    /// <summary>A distance of 4 edits counts e⁻¹.</summary>
    const double EditScale = 4;

    /// <summary>
    /// [rows, width] on the sphere: counts of features, each times a random vector of signs that its name decides (Johnson and
    /// Lindenstrauss), so that cosines are near those of the counts.
    /// </summary>
    public static float[] Kernel(StructuredOutputs outputs, int width, PairedSeed seed)
    {
        var vectors = new float[outputs.Count * width];
        var signs = new Dictionary<ulong, float[]>();
        for (var row = 0; row < outputs.Count; row++)
        {
            var vector = vectors.AsSpan(row * width, width);
            foreach (var (feature, count) in Features(outputs, row).OrderBy(f => f.Feature))
            {
                if (!signs.TryGetValue(feature, out var sign)) signs[feature] = sign = Signs(feature, width, seed);
                for (var k = 0; k < width; k++) vector[k] += count * sign[k];
            }

            Normalise(vector);
        }

        return vectors;
    }

    /// <summary>Numbers in a vector of <see cref="OneHot"/>.</summary>
    /// <exception cref="MisfitException">Sequences have no such vectors.</exception>
    public static int OneHotWidth(StructuredOutputs outputs) => outputs switch
    {
        GraphOutputs g => OneHotGraphs.Width(g),
        LabelSetOutputs s => s.Names.Count,
        RankingOutputs r => r.Names.Count * r.Names.Count,
        _ => throw new MisfitException(
            "structure.embedding.kind", "is one-hot, which takes graphs, sets or rankings; use learned or kernel"),
    };

    /// <summary>[rows, width] as they are: nodes and pairs of nodes, members, places.</summary>
    public static float[] OneHot(StructuredOutputs outputs, NodeOrder order)
    {
        var width = OneHotWidth(outputs);
        var vectors = new float[outputs.Count * width];
        for (var row = 0; row < outputs.Count; row++)
        {
            var vector = vectors.AsSpan(row * width, width);
            if (outputs is GraphOutputs graphs) OneHotGraphs.Write(Ordered(graphs.Graphs[row]), graphs, vector);
            else if (outputs is LabelSetOutputs sets)
                for (var k = 0; k < width; k++) vector[k] = sets.Members(row)[k];
            else if (outputs is RankingOutputs rankings)
                for (var k = 0; k < rankings.Names.Count; k++) vector[k * rankings.Names.Count + rankings.Ranks(row)[k]] = 1;
        }

        return vectors;

        LabelledGraph Ordered(LabelledGraph graph) => order == NodeOrder.Canonical ? CanonicalOrder.Of(graph) : graph;
    }

    /// <summary>
    /// [all rows, width] on the sphere: exp(−distance/4) to <paramref name="width"/> of the known structures; 0 but for
    /// <paramref name="rows"/>.
    /// </summary>
    public static float[] Edit(StructuredOutputs outputs, int[] known, int[] rows, int width, PairedSeed seed, Action alive)
    {
        var landmarks = outputs.Distinct(known);
        seed.SharedStream(Purpose.Resampling, 7).Shuffle<int>(landmarks);
        landmarks = landmarks[..Math.Min(width, landmarks.Length)];
        var vectors = new float[outputs.Count * width];
        foreach (var row in rows)
        {
            var vector = vectors.AsSpan(row * width, width);
            for (var k = 0; k < landmarks.Length; k++) vector[k] = outputs.Distance(row, outputs, landmarks[k]);
            // What all have in common changes no direction, and might leave nothing of any.
            var least = TensorPrimitives.Min<float>(vector[..landmarks.Length]);
            for (var k = 0; k < landmarks.Length; k++) vector[k] = (float)Math.Exp((least - vector[k]) / EditScale);
            Normalise(vector);
            alive();
        }

        return vectors;
    }

    static IEnumerable<(ulong Feature, int Count)> Features(StructuredOutputs outputs, int row)
    {
        switch (outputs)
        {
            case GraphOutputs graphs:
                foreach (var (colour, count) in WeisfeilerLehman.Features(graphs.Graphs[row], Iterations)) yield return (colour, count);
                break;
            case SequenceOutputs sequences:
                var tokens = sequences.Sequences[row];
                var grams = Enumerable.Range(1, 3).SelectMany(n => Enumerable.Range(0, Math.Max(0, tokens.Length - n + 1))
                    .Select(at => tokens[at..(at + n)].Aggregate((ulong)n, (hash, t) => hash * 1_000_003 + (ulong)t)));
                foreach (var gram in grams.GroupBy(g => g)) yield return (gram.Key, gram.Count());
                break;
            case LabelSetOutputs sets:
                for (var k = 0; k < sets.Names.Count; k++)
                    if (sets.Members(row)[k] != 0) yield return ((ulong)k, 1);
                // An empty set has a direction too.
                yield return (ulong.MaxValue, 1);
                break;
            case RankingOutputs rankings:
                var items = rankings.Names.Count;
                for (var i = 0; i < items; i++)
                    for (var j = 0; j < items; j++)
                        if (rankings.Ranks(row)[i] < rankings.Ranks(row)[j]) yield return ((ulong)(i * items + j), 1);
                break;
            default:
                throw new ArgumentException($"No kernel for {outputs.GetType().Name}.", nameof(outputs));
        }
    }

    static float[] Signs(ulong feature, int width, PairedSeed seed)
    {
        // The colour's own stream: what other structures there are does not count.
        var random = Philox.Stream(seed.Recipe ^ feature, (uint)(feature >> 32), (uint)feature, Purpose.Embedding);
        var signs = new float[width];
        foreach (ref var sign in signs.AsSpan()) sign = random.NextBool(0.5) ? 1 : -1;
        return signs;
    }

    static void Normalise(Span<float> vector)
    {
        var squares = 0.0;
        foreach (var v in vector) squares += (double)v * v;
        if (squares == 0) return;
        var scale = (float)(1 / Math.Sqrt(squares));
        foreach (ref var v in vector) v *= scale;
    }
}
