using LossActors.Learning.Data;
using LossActors.Learning.Data.Structured;

namespace LossActors.Learning.Structured;

/// <summary>Whether structures, their embedding and a batch go together.</summary>
static class StructuredFit
{
    /// <param name="memory">Bytes that there are; the process's without it.</param>
    /// <exception cref="MisfitException">They do not.</exception>
    public static void Check(StructureSpec spec, DataDraw draw, int batch, long? memory = null)
    {
        var outputs = draw.Outputs!;
        if (batch > draw.Training.Count)
            throw new MisfitException(
                "batch",
                $"is {batch}, but there are {draw.Training.Count} training samples, and the scores of structures are those of a batch's "
                + "pairs; lower it");
        if (spec.Decoding is not null && outputs is not GraphOutputs)
            throw new MisfitException(
                "structure.decoding", "changes the atoms and bonds of graphs, and the data have none; leave it out");
        var parts = Enumerable.Range(0, outputs.Count).Sum(row => (long)outputs.Size(row));
        if (spec.Scoring == StructureScoring.Edit && parts > int.MaxValue)
            throw new MisfitException(
                "structure.score", $"is edit, but the structures have {parts:N0} parts, more than are counted; set it to exact");
        var candidates = SurrogateHead.CandidateRows(spec.Candidates, draw).Length;
        var width = OutputSpace.WidthOf(spec.Embedding, outputs);
        var needed = SurrogateHead.Bytes(candidates, width) + OutputSpace.Bytes(spec.Embedding, outputs);
        var there = memory ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (needed > there)
            throw new MisfitException(
                "structure.candidates",
                $"are {candidates:N0} structures, and to choose among them takes {needed >> 20:N0} MiB of the {there >> 20:N0} MiB that "
                + "this process may use; set structure.candidates = training with a lower dataset.labelled, or a lower "
                + "structure.embedding.width");
    }
}
