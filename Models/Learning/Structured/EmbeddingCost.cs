using System.Diagnostics;
using LossActors.Learning.Data;
using static TorchSharp.torch;

namespace LossActors.Learning.Structured;

/// <summary>How long the vectors of a draw's structures take, told from some of the work.</summary>
static class EmbeddingCost
{
    /// <summary>Steps of learning that are timed, after one that is not.</summary>
    const int Steps = 4;

    /// <summary>Structures whose encoding, or distances that are timed.</summary>
    const int Timed = 512;

    /// <summary>Seconds, on this thread.</summary>
    public static double Of(StructureSpec structure, DataDraw draw)
    {
        var spec = structure.Embedding;
        var (outputs, known, seed) = (draw.Outputs!, draw.Known!, PairedSeed.ForSearch(0, 0));
        int[] some = [.. Enumerable.Range(0, Math.Min(Timed, outputs.Count))];
        switch (spec.Kind)
        {
            case EmbeddingKind.Edit:
                var distances = Seconds(() => Array.ForEach(some, row => outputs.Distance(row, outputs, some[^(row + 1)])));
                return distances / some.Length * OutputSpace.Looked(structure, draw).Length * Math.Min(spec.Width, known.Length);
            case EmbeddingKind.Learned or EmbeddingKind.Random:
                using (var encoder = ContrastiveLearning.Encoder(outputs, spec, seed))
                {
                    Learn(1);
                    var step = spec.Kind == EmbeddingKind.Learned ? Seconds(() => Learn(Steps)) / Steps : 0;
                    using var quiet = no_grad();
                    var encoding = Seconds(() => encoder.Encode(outputs, some).Dispose());
                    return step * spec.Steps + encoding / some.Length * outputs.Count;

                    void Learn(int steps) =>
                        ContrastiveLearning.Learn(encoder, outputs, known, spec with { Steps = steps }, seed, () => { });
                }

            default:
                return Seconds(() => OutputSpace.Make(spec, draw, [], seed, () => { }));
        }
    }

    static double Seconds(Action act)
    {
        var started = Stopwatch.GetTimestamp();
        act();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
