using LossActors.Learning.Data;
using LossActors.Learning.Data.Structured;
using LossActors.Learning.Networks;
using LossActors.Learning.Structured;
using LossActors.Structures.Graphs;
using LossActors.Structures.Molecules;

namespace LossActors.Learning.Training;

/// <summary>Scores a split of structures: the answer to a sample is the candidate of the largest similarity, the first of equals.</summary>
static class StructureEvaluation
{
    /// <summary>Samples that are decoded at a time.</summary>
    const int DecodedRows = 50;

    /// <summary>Two similarities of one structure, computed in different orders, differ by less.</summary>
    const float Rounding = 1e-5f;

    /// <summary>Right parts, and summed ‖h(x) − ψ(y)‖²; null if an output is not finite.</summary>
    public static (Tally Tally, double SquaredDistance)? Of(Network network, InputFeed feed, SurrogateHead head, Samples samples)
    {
        using var use = new InUse(network);
        var (tally, total) = (default(Tally), 0.0);
        var finite = head.Each(rows => network.Forward(feed.Batch(rows)), samples, (_, row, similarities, own) =>
        {
            var (right, parts) = head.Right(head.Candidates[Largest(similarities)], row);
            tally += new Tally(right, parts);
            total += head.SquaredDistance(own);
        });
        return finite ? (tally, total) : null;
    }

    /// <inheritdoc cref="Score(Func{int[], Tensor}, SurrogateHead, Samples, double, StructureDetails?)"/>
    public static SplitScore? Score(
        Network network, InputFeed feed, SurrogateHead head, Samples samples, double beta, StructureDetails? details)
    {
        using var use = new InUse(network);
        return Score(rows => network.Forward(feed.Batch(rows)), head, samples, beta, details);
    }

    /// <summary>All that can be told of a split; null if an output is not finite.</summary>
    /// <param name="forward">[rows, width] for rows of the inputs.</param>
    public static SplitScore? Score(
        Func<int[], Tensor> forward, SurrogateHead head, Samples samples, double beta, StructureDetails? details)
    {
        var (tally, squares, loose) = (default(Tally), new double[samples.Count], 0.0);
        var distances = new int[samples.Count];
        var ranks = new List<int>();
        var graphs = head.Outputs as GraphOutputs;
        var best = new List<int[]>();
        var decoding = details?.Decoding;
        var finite = head.Each(forward, samples, (index, row, similarities, own) =>
        {
            var answer = head.Candidates[Largest(similarities)];
            var edits = head.Outputs.Distance(answer, head.Outputs, row);
            var (right, parts) = head.Right(answer, row, edits);
            tally += new Tally(right, parts);
            squares[index] = head.SquaredDistance(own);
            distances[index] = edits;
            if (graphs is not null) loose += graphs.DistanceWithoutBonds(answer, graphs, row);
            if (head.PlaceOf(row) is { } place) ranks.Add(Rank(similarities, place));
            if (decoding is not null && index < decoding.Samples)
                best.Add([.. Top(similarities, Math.Max(1, decoding.Starts)).Select(p => head.Candidates[p])]);
        });
        if (!finite) return null;
        var n = (double)samples.Count;
        var found = ranks.Count == samples.Count;
        var structure = new StructureScore(
            distances.Sum() / n, head.Candidates.Length, graphs is null ? null : loose / n, found ? ranks.Count(r => r == 1) / n : null,
            found ? ranks.Count(r => r <= 10) / n : null, found ? ranks.Sum(r => 1.0 / r) / n : null,
            decoding is null ? null : Decoded(forward, head, samples, best, decoding, details!.Seed), details is null ? null : distances,
            details is null ? null : EmbeddingDiagnosis.Of(head.Space, head.Outputs, samples.Rows, details.Seed));
        var mean = squares.Sum() / n;
        return new(tally, mean, Scoring.Tail(squares, beta), 0, [new(tally, mean)], null, structure);
    }

    static DecodedScore Decoded(
        Func<int[], Tensor> forward, SurrogateHead head, Samples samples, List<int[]> starts, DecodingSpec spec, PairedSeed seed)
    {
        var outputs = (GraphOutputs)head.Outputs;
        var decoder = new GraphDecoder((GraphEncoder)head.Space.Encoder!, outputs, spec);
        var random = seed.Stream(Genetics.Randomness.Purpose.Embedding);
        var known = new GraphSet(head.Candidates.Select(c => outputs.Graphs[c]));
        var (distance, beside, fresh, valid, validRounded, nearer) = (0.0, 0.0, 0, 0, 0, 0);
        for (var start = 0; start < starts.Count; start += DecodedRows)
        {
            using var scope = torch.NewDisposeScope();
            var count = Math.Min(DecodedRows, starts.Count - start);
            var rows = samples.Rows.AsSpan(start, count).ToArray();
            Tensor aims;
            using (torch.no_grad()) aims = OutputEncoder.Directions(forward(rows)).cpu();
            var found = decoder.Decode(aims, [.. starts.Skip(start).Take(count).SelectMany(s => s.Take(spec.Starts))], random);
            for (var i = 0; i < count; i++)
            {
                var truth = outputs.Graphs[rows[i]];
                var candidate = starts[start + i][0];
                distance += GraphEditDistance.Between(found[i].Graph, truth);
                beside += outputs.Distance(candidate, outputs, rows[i]);
                if (found[i].Similarity > Similarity(head, candidate, aims, i) + Rounding) nearer++;
                if (known.Contains(found[i].Graph)) continue;
                fresh++;
                if (Valences.IsValid(found[i].Graph, outputs.Elements)) valid++;
                if (Valences.IsValid(found[i].Rounded, outputs.Elements)) validRounded++;
            }
        }

        var n = (double)starts.Count;
        return new(
            starts.Count, distance / n, beside / n, fresh / n, nearer / n, decoder.Encodings / n, fresh == 0 ? null : (double)valid / fresh,
            fresh == 0 ? null : (double)validRounded / fresh);
    }

    static float Similarity(SurrogateHead head, int row, Tensor aims, int sample)
    {
        var aim = aims.Elements<float>().Slice(sample * head.Space.Width, head.Space.Width);
        var sum = 0f;
        for (var k = 0; k < aim.Length; k++) sum += aim[k] * head.Space.Vector(row)[k];
        return sum;
    }

    static int Largest(ReadOnlySpan<float> values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
            if (values[i] > values[best]) best = i;
        return best;
    }

    /// <summary>1 for the first; of equals those before it count.</summary>
    static int Rank(ReadOnlySpan<float> values, int place)
    {
        var rank = 1;
        for (var i = 0; i < values.Length; i++)
            if (values[i] > values[place] || (values[i] == values[place] && i < place)) rank++;
        return rank;
    }

    /// <summary>Places of the largest, best first.</summary>
    static List<int> Top(ReadOnlySpan<float> values, int count)
    {
        var best = new PriorityQueue<int, (float, int)>();
        for (var i = 0; i < values.Length; i++)
        {
            if (best.Count == count && best.TryPeek(out _, out var worst) && worst.CompareTo((values[i], -i)) > 0) continue;
            best.Enqueue(i, (values[i], -i));
            if (best.Count > count) best.Dequeue();
        }

        var places = new List<int>();
        while (best.TryDequeue(out var place, out _)) places.Add(place);
        places.Reverse();
        return places;
    }

    /// <summary>A network as in use: normalised by its running statistics.</summary>
    readonly struct InUse : IDisposable
    {
        readonly Network network;

        public InUse(Network network)
        {
            this.network = network;
            network.Module.eval();
        }

        public void Dispose() => network.Module.train();
    }
}
