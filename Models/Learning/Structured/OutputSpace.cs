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

    static readonly Dictionary<Key, Lazy<OutputSpace>> Kept = [];

    OutputSpace(float[] vectors, int width, bool onSphere, OutputEncoder? encoder) =>
        (Vectors, Width, OnSphere, Encoder) = (vectors, width, onSphere, encoder);

    /// <summary>[rows, width]</summary>
    public float[] Vectors { get; }

    public int Width { get; }

    /// <summary>Whether all vectors have length 1; else scores are squared distances.</summary>
    public bool OnSphere { get; }

    /// <summary>Differentiable in the structure; null where the embedding is none.</summary>
    public OutputEncoder? Encoder { get; }

    /// <summary>Bytes of the vectors of so many structures.</summary>
    public static long Bytes(long rows, int width) => rows * width * sizeof(float);

    public ReadOnlySpan<float> Vector(int row) => Vectors.AsSpan(row * Width, Width);

    /// <param name="draw">Of structures.</param>
    /// <param name="alive">Called again and again while it takes long.</param>
    public static OutputSpace Of(EmbeddingSpec spec, DataDraw draw, PairedSeed seed, Action alive)
    {
        var key = new Key(
            spec, draw.Outputs!, seed.Recipe, seed.Draw, XxHash64.HashToUInt64(MemoryMarshal.AsBytes<int>(draw.Known)));
        Lazy<OutputSpace> made;
        lock (Kept)
        {
            if (!Kept.TryGetValue(key, out made!))
            {
                if (Bytes(draw.Outputs!.Count, spec.Width) * (Kept.Count + 1) > MostKept) Kept.Clear();
                Kept[key] = made = new(() => Make(spec, draw, seed, alive));
            }
        }

        try
        {
            return made.Value;
        }
        catch
        {
            lock (Kept) Kept.Remove(key);
            throw;
        }
    }

    static OutputSpace Make(EmbeddingSpec spec, DataDraw draw, PairedSeed seed, Action alive)
    {
        var outputs = draw.Outputs!;
        switch (spec.Kind)
        {
            case EmbeddingKind.Kernel:
                return new(FixedEmbeddings.Kernel(outputs, spec.Width, seed), spec.Width, true, null);
            case EmbeddingKind.OneHot:
                var (entries, width) = FixedEmbeddings.OneHot(outputs);
                return new(entries, width, false, null);
            case EmbeddingKind.Edit:
                return new(FixedEmbeddings.Edit(outputs, draw.Known!, spec.Width, seed, alive), spec.Width, true, null);
            default:
                var encoder = ContrastiveLearning.Encoder(outputs, spec, seed);
                if (spec.Kind == EmbeddingKind.Learned) ContrastiveLearning.Learn(encoder, outputs, draw.Known!, spec, seed, alive);
                encoder.Freeze();
                return new(encoder.EncodeAll(outputs, alive), spec.Width, true, encoder);
        }
    }

    readonly record struct Key(EmbeddingSpec Spec, StructuredOutputs Outputs, ulong Recipe, ulong Draw, ulong Known);
}
