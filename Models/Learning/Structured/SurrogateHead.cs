using LossActors.Learning.Data;
using LossActors.Learning.Data.Structured;
using static TorchSharp.torch;

namespace LossActors.Learning.Structured;

/// <summary>
/// Where a network ends and a loss of structures begins: from its outputs of a batch to the scores of all pairs, and from the outputs of
/// samples to the best of the candidates. One lane's, not thread-safe.
/// </summary>
sealed class SurrogateHead : IDisposable
{
    /// <summary>64 MiB.</summary>
    const int MostScores = 1 << 24;

    readonly StructureSpec spec;
    readonly int mostScores;
    readonly Device device;
    readonly Tensor candidateVectors;
    readonly Dictionary<object, int> places = [];
    Tensor? batch;

    /// <param name="mostScores">Scores that are held at a time.</param>
    public SurrogateHead(StructureSpec spec, DataDraw draw, OutputSpace space, Device device, int mostScores = MostScores)
    {
        (this.spec, this.mostScores, this.device, Space, Outputs) = (spec, mostScores, device, space, draw.Outputs!);
        Candidates = Outputs.Distinct(CandidateRows(spec.Candidates, draw));
        foreach (var (place, row) in Candidates.Index()) places[Outputs.Key(row)] = place;
        candidateVectors = Gathered(Candidates).DetachFromDisposeScope();
    }

    public OutputSpace Space { get; }

    public StructuredOutputs Outputs { get; }

    /// <summary>Rows of different structures.</summary>
    public int[] Candidates { get; }

    /// <summary>Most bytes that choosing among so many candidates takes: their vectors, and the scores that are held at a time.</summary>
    public static long Bytes(long candidates, int width) => sizeof(float) * (candidates * width + Math.Max(MostScores, candidates));

    /// <summary>Rows among whose structures is chosen; some may have the same.</summary>
    public static int[] CandidateRows(CandidateSet candidates, DataDraw draw) => candidates switch
    {
        CandidateSet.Training => draw.Training.Rows,
        CandidateSet.Known => draw.Known!,
        _ => [.. Enumerable.Range(0, draw.Outputs!.Count)],
    };

    /// <summary>The samples of the next step.</summary>
    public void Meet(ReadOnlySpan<int> rows)
    {
        batch?.Dispose();
        batch = Gathered(rows).DetachFromDisposeScope();
    }

    /// <summary>z of all pairs of the batch, [batch, batch], recorded by autograd.</summary>
    /// <param name="outputs">[batch, width] of the network.</param>
    public Tensor Scores(Tensor outputs) => Similarities(outputs, batch!).Over(spec.Temperature);

    /// <summary>
    /// The best candidate of each sample: one row of candidates' similarities after the other, in chunks whose size depends on the data
    /// alone.
    /// </summary>
    /// <param name="forward">[rows, width] of the network for rows of the inputs.</param>
    /// <param name="seen">Takes a sample's place in the split, its similarities to the candidates, and to its own structure.</param>
    /// <returns>False if an output is not finite; the samples from there on were not shown.</returns>
    public bool Each(Func<int[], Tensor> forward, Samples samples, Seen seen)
    {
        using var mode = no_grad();
        var rows = Math.Clamp(mostScores / Candidates.Length, 1, 500);
        var similarities = new float[rows * Candidates.Length];
        for (var start = 0; start < samples.Count; start += rows)
        {
            using var scope = NewDisposeScope();
            var taken = samples.Rows.AsSpan(start, Math.Min(rows, samples.Count - start)).ToArray();
            var outputs = forward(taken);
            if (!outputs.isfinite().all().item<bool>()) return false;
            var chunk = similarities.AsSpan(0, taken.Length * Candidates.Length);
            Similarities(outputs, candidateVectors).CopyTo(chunk);
            var own = OwnSimilarities(outputs, Gathered(taken)).ToArray<float>();
            for (var i = 0; i < taken.Length; i++)
                seen(start + i, taken[i], chunk.Slice(i * Candidates.Length, Candidates.Length), own[i]);
        }

        return true;
    }

    /// <summary>How many of the structure's parts an answer has right.</summary>
    /// <param name="answer">A row.</param>
    /// <param name="row">Of the truth.</param>
    /// <param name="distance">Between them, where it is known already.</param>
    public (int Right, int Parts) Right(int answer, int row, int? distance = null)
    {
        if (spec.Scoring == StructureScoring.Exact) return (IsSame() ? 1 : 0, 1);
        var size = Outputs.Size(row);
        return (size - Math.Min(size, Distance()), size);

        int Distance() => distance ?? Outputs.Distance(answer, Outputs, row);

        // Graphs are the same however their nodes are numbered.
        bool IsSame() => Outputs.Key(answer).Equals(Outputs.Key(row)) || (Outputs is GraphOutputs && Distance() == 0);
    }

    /// <summary>Squared distance that a similarity stands for.</summary>
    public double SquaredDistance(double similarity) => Space.OnSphere ? 2 - 2 * similarity : -2 * similarity;

    /// <summary>The place of a structure among the candidates, or null.</summary>
    public int? PlaceOf(int row) => places.TryGetValue(Outputs.Key(row), out var place) ? place : null;

    public void Dispose()
    {
        candidateVectors.Dispose();
        batch?.Dispose();
    }

    /// <summary>Cosines, or half the squared distance with a minus; [rows, others].</summary>
    Tensor Similarities(Tensor outputs, Tensor others)
    {
        if (Space.OnSphere) return OutputEncoder.Directions(outputs).matmul(others.t());
        var half = outputs.square().sum(1, keepdim: true).Plus(others.square().sum(1).unsqueeze(0));
        return outputs.matmul(others.t()) - half.Over(2);
    }

    Tensor OwnSimilarities(Tensor outputs, Tensor own) => Space.OnSphere
        ? (OutputEncoder.Directions(outputs) * own).sum(1)
        : (outputs - own).square().sum(1).Over(-2);

    Tensor Gathered(ReadOnlySpan<int> rows)
    {
        var vectors = empty(rows.Length, Space.Width);
        var values = vectors.Elements<float>();
        for (var i = 0; i < rows.Length; i++) Space.Vector(rows[i]).CopyTo(values[(i * Space.Width)..]);
        return device.type == DeviceType.CPU ? vectors : vectors.to(device, disposeAfter: true);
    }

    public delegate void Seen(int index, int row, ReadOnlySpan<float> candidates, float own);
}
