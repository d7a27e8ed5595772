using System.IO.Hashing;
using System.Runtime.InteropServices;
using LossActors.Learning.Data;

namespace LossActors.Learning.Structured;

/// <summary>
/// The vectors of all structures of a draw, and the encoder that made them. A function of the data, the draw and the embedding alone, made
/// once for all lanes of a process and never written again.
/// </summary>
sealed class OutputSpace
{
    /// <summary>Vectors that are kept for later trainings, in bytes.</summary>
    const long MostKept = 1L << 30;

    /// <summary>So often a lane that waits for another one's work says that it is alive.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>What is made or being made; the result is null where its maker was stopped.</summary>
    static readonly Dictionary<Key, Task<OutputSpace?>> Kept = [];

    OutputSpace(float[] vectors, int width, bool onSphere, OutputEncoder? encoder) =>
        (Vectors, Width, OnSphere, Encoder) = (vectors, width, onSphere, encoder);

    /// <summary>[rows, width]</summary>
    public float[] Vectors { get; }

    public int Width { get; }

    /// <summary>Whether all vectors have length 1; else scores are squared distances.</summary>
    public bool OnSphere { get; }

    /// <summary>Differentiable in the structure; null where the embedding is none.</summary>
    public OutputEncoder? Encoder { get; }

    /// <summary>Bytes of the vectors of all structures.</summary>
    public static long Bytes(EmbeddingSpec spec, StructuredOutputs outputs) => (long)outputs.Count * WidthOf(spec, outputs) * sizeof(float);

    /// <summary>Numbers in a vector.</summary>
    public static int WidthOf(EmbeddingSpec spec, StructuredOutputs outputs) =>
        spec.Kind == EmbeddingKind.OneHot ? FixedEmbeddings.OneHotWidth(outputs) : spec.Width;

    public ReadOnlySpan<float> Vector(int row) => Vectors.AsSpan(row * Width, Width);

    /// <param name="draw">Of structures.</param>
    /// <param name="alive">Called again and again while it takes long; what it throws stops the caller's own training alone.</param>
    public static OutputSpace Of(StructureSpec structure, DataDraw draw, PairedSeed seed, Action alive)
    {
        var spec = structure.Embedding;
        var rows = spec.Kind == EmbeddingKind.Edit ? Looked(structure, draw) : [];
        var key = new Key(spec, draw.Outputs!, seed.Recipe, seed.Draw, Hash(draw.Known!), Hash(rows));
        while (true)
        {
            var own = new TaskCompletionSource<OutputSpace?>();
            Task<OutputSpace?> made;
            lock (Kept)
            {
                if (!Kept.TryGetValue(key, out made!))
                {
                    if (Bytes(spec, draw.Outputs!) * (Kept.Count + 1) > MostKept) Kept.Clear();
                    Kept[key] = made = own.Task;
                }
            }

            if (made == own.Task) return Made(own);
            while (!made.Wait(Patience)) alive();
            if (made.Result is { } space) return space;
        }

        OutputSpace Made(TaskCompletionSource<OutputSpace?> own)
        {
            OutputSpace? space = null;
            try
            {
                return space = Make(spec, draw, rows, seed, alive);
            }
            finally
            {
                if (space is null) lock (Kept) Kept.Remove(key);
                own.SetResult(space);
            }
        }
    }

    /// <summary>Rows that are trained on, scored or chosen among: the only ones whose many distances are worth their time.</summary>
    public static int[] Looked(StructureSpec structure, DataDraw draw) =>
    [
        .. draw.Training.Rows.Concat(draw.Validation.Rows).Concat(draw.Test.Rows)
            .Concat(SurrogateHead.CandidateRows(structure.Candidates, draw)).Distinct(),
    ];

    static ulong Hash(int[] rows) => XxHash64.HashToUInt64(MemoryMarshal.AsBytes<int>(rows));

    /// <summary>The vectors, made anew.</summary>
    /// <param name="rows">Of <see cref="EmbeddingKind.Edit"/> those that are made.</param>
    public static OutputSpace Make(EmbeddingSpec spec, DataDraw draw, int[] rows, PairedSeed seed, Action alive)
    {
        var outputs = draw.Outputs!;
        switch (spec.Kind)
        {
            case EmbeddingKind.Kernel:
                return new(FixedEmbeddings.Kernel(outputs, spec.Width, seed), spec.Width, true, null);
            case EmbeddingKind.OneHot:
                return new(FixedEmbeddings.OneHot(outputs, spec.Order), FixedEmbeddings.OneHotWidth(outputs), false, null);
            case EmbeddingKind.Edit:
                return new(FixedEmbeddings.Edit(outputs, draw.Known!, rows, spec.Width, seed, alive), spec.Width, true, null);
            default:
                var encoder = ContrastiveLearning.Encoder(outputs, spec, seed);
                if (spec.Kind == EmbeddingKind.Learned) ContrastiveLearning.Learn(encoder, outputs, draw.Known!, spec, seed, alive);
                encoder.Freeze();
                return new(encoder.EncodeAll(outputs, alive), spec.Width, true, encoder);
        }
    }

    readonly record struct Key(EmbeddingSpec Spec, StructuredOutputs Outputs, ulong Recipe, ulong Draw, ulong Known, ulong Rows);
}
