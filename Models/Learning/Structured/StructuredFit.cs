using LossActors.Learning.Data;
using LossActors.Learning.Data.Structured;

namespace LossActors.Learning.Structured;

/// <summary>Whether structures, their embedding and a batch go together.</summary>
static class StructuredFit
{
    /// <exception cref="FormatException">They do not; the message names the key.</exception>
    public static void Check(StructureSpec spec, DataDraw draw, int batch)
    {
        if (batch > draw.Training.Count)
            throw new FormatException(
                $"batch is {batch}, but there are {draw.Training.Count} training samples, and the scores of structures are those of a batch's "
                + "pairs; lower it.");
        if (spec.Embedding.Kind == EmbeddingKind.OneHot && draw.Outputs is SequenceOutputs)
            throw new FormatException("structure.embedding.kind is one-hot, which takes graphs, sets or rankings; use learned or kernel.");
        if (spec.Decoding is not null && draw.Outputs is not GraphOutputs)
            throw new FormatException("structure.decoding changes the atoms and bonds of graphs, and the data have none; leave it out.");
        var candidates = spec.Candidates switch
        {
            CandidateSet.Training => draw.Training.Count,
            CandidateSet.Known => draw.Known!.Length,
            _ => draw.Outputs!.Count,
        };
        var width = spec.Embedding.Width;
        var (needed, there) = (SurrogateHead.Bytes(candidates, width) + OutputSpace.Bytes(draw.Outputs!.Count, width), MemoryThere());
        if (needed > there)
            throw new FormatException(
                $"structure.candidates are {candidates:N0} structures, and to choose among them takes {needed >> 20:N0} MiB of the "
                + $"{there >> 20:N0} MiB that this process may use; set structure.candidates = training with a lower dataset.labelled, or a "
                + "lower structure.embedding.width.");
    }

    static long MemoryThere() => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
}
