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

    /// <summary>Right parts, and summed ‖h(x) − ψ(y)‖²; null if an output is not finite.</summary>
    public static (Tally Tally, double SquaredDistance)? Of(Network network, InputFeed feed, SurrogateHead head, Samples samples)
    {
        var (tally, total) = (default(Tally), 0.0);
        var finite = Each(network, feed, head, samples, (_, row, similarities, own) =>
        {
            var (right, parts) = head.Right(head.Candidates[Largest(similarities)], row);
            tally += new Tally(right, parts);
            total += head.SquaredDistance(own);
        });
        return finite ? (tally, total) : null;
    }

    /// <summary>All that can be told of a split; null if an output is not finite.</summary>
    public static SplitScore? Score(
        Network network, InputFeed feed, SurrogateHead head, Samples samples, double beta, StructureDecoding? decoding)
    {
        var (tally, squares, distance, loose) = (default(Tally), new double[samples.Count], 0.0, 0.0);
        var ranks = new List<int>();
        var graphs = head.Outputs as GraphOutputs;
        var best = new List<int[]>();
        var starts = decoding?.Spec.Starts ?? 1;
        var finite = Each(network, feed, head, samples, (index, row, similarities, own) =>
        {
            var answer = head.Candidates[Largest(similarities)];
            var edits = head.Outputs.Distance(answer, head.Outputs, row);
            var (right, parts) = head.Right(answer, row, edits);
            tally += new Tally(right, parts);
            squares[index] = head.SquaredDistance(own);
            distance += edits;
            if (graphs is not null) loose += graphs.DistanceWithoutBonds(answer, graphs, row);
            if (head.PlaceOf(row) is { } place) ranks.Add(Rank(similarities, place));
            if (decoding is not null && index < decoding.Spec.Samples)
                best.Add(Top(similarities, starts).Select(p => head.Candidates[p]).ToArray());
        });
        if (!finite) return null;
        var n = (double)samples.Count;
        var found = ranks.Count == samples.Count;
        var structure = new StructureScore(
            distance / n, graphs is null ? null : loose / n, head.Candidates.Length, found ? ranks.Count(r => r == 1) / n : null,
            found ? ranks.Count(r => r <= 10) / n : null, found ? ranks.Sum(r => 1.0 / r) / n : null,
            decoding is null ? null : Decoded(network, feed, head, samples, best, decoding));
        var mean = squares.Sum() / n;
        return new(tally, mean, Scoring.Tail(squares, beta), 0, [new(tally, mean)], null, structure);
    }

    static bool Each(Network network, InputFeed feed, SurrogateHead head, Samples samples, SurrogateHead.Seen seen)
    {
        network.Module.eval();
        try
        {
            return head.Each(rows => network.Forward(feed.Batch(rows)), samples, seen);
        }
        finally
        {
            network.Module.train();
        }
    }

    static DecodedScore Decoded(
        Network network, InputFeed feed, SurrogateHead head, Samples samples, List<int[]> starts, StructureDecoding decoding)
    {
        var outputs = (GraphOutputs)head.Outputs;
        var decoder = new GraphDecoder((GraphEncoder)head.Space.Encoder!, outputs, decoding.Spec);
        var random = decoding.Seed.Stream(Genetics.Randomness.Purpose.Embedding);
        var known = new GraphSet(head.Candidates.Select(c => outputs.Graphs[c]));
        var (distance, beside, fresh, valid, validRounded, nearer) = (0.0, 0.0, 0, 0, 0, 0);
        for (var start = 0; start < starts.Count; start += DecodedRows)
        {
            using var scope = torch.NewDisposeScope();
            var count = Math.Min(DecodedRows, starts.Count - start);
            var rows = samples.Rows.AsSpan(start, count).ToArray();
            Tensor aims;
            using (torch.no_grad()) aims = SurrogateHead.Directions(network.Forward(feed.Batch(rows))).cpu();
            var found = decoder.Decode(aims, [.. starts.Skip(start).Take(count).SelectMany(s => s)], random);
            for (var i = 0; i < count; i++)
            {
                var truth = outputs.Graphs[rows[i]];
                var candidate = starts[start + i][0];
                distance += GraphEditDistance.Between(found[i].Graph, truth);
                beside += outputs.Distance(candidate, outputs, rows[i]);
                if (found[i].Similarity > Similarity(head, candidate, aims, i)) nearer++;
                if (known.Contains(found[i].Graph)) continue;
                fresh++;
                if (Valences.IsValid(found[i].Graph, outputs.Elements)) valid++;
                if (Valences.IsValid(found[i].Rounded, outputs.Elements)) validRounded++;
            }
        }

        var n = (double)starts.Count;
        return new(
            starts.Count, distance / n, beside / n, fresh / n, fresh == 0 ? null : (double)valid / fresh,
            fresh == 0 ? null : (double)validRounded / fresh, nearer / n, decoder.Encodings);
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
}
