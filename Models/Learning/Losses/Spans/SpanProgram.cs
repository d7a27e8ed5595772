using System.Numerics;
using LossActors.Genetics.Programs;

namespace LossActors.Learning.Losses.Spans;

/// <summary>
/// Runs a <see cref="LossProgram"/> on CPU memory, in float or double, through TensorPrimitives in cache-sized pieces. A sample's loss and
/// gradient have the same bits whatever its neighbours, its place in the batch and the size of the pieces.
/// Allocates nothing after construction. Not for several threads at once: one instance per lane.
/// </summary>
/// <remarks>
/// A batch is cut into tiles of samples, stored class by class, and a tile into chunks of whole classes. Inputs and gradient live as
/// long as their tile; instructions run chunk by chunk in buffers that stay in the first-level cache.
/// </remarks>
public sealed class SpanProgram<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Default size of the pieces, in entries.</summary>
    public const int BlockElements = 2048;

    const int LargestTileRows = 4096;

    readonly int classes;
    readonly int rows;
    readonly int chunkClasses;
    readonly T[] arena;
    readonly Step<T>[] steps;
    readonly Place<T> value;
    readonly Place<T> h;
    readonly Place<T> dz;
    readonly bool hasH;
    readonly bool hasDZ;
    readonly bool usesTarget;
    readonly T[] ones;

    int arenaEnd;
    readonly int logits;
    readonly int logP;
    readonly int p;
    readonly int target;
    readonly int gradient;
    readonly int sums;
    readonly int scratchA;
    readonly int scratchB;
    readonly int losses;

    /// <param name="program">What to run; one without derivatives gives no gradient.</param>
    /// <param name="classes">C, at least 2.</param>
    /// <param name="blockElements">Entries worked on at a time: speed only, never bits.</param>
    public SpanProgram(LossProgram program, int classes, int blockElements = BlockElements)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(blockElements, 1);
        this.classes = classes;
        rows = Math.Clamp(blockElements / classes / Lanes.Step * Lanes.Step, Lanes.Step, LargestTileRows);
        chunkClasses = Math.Clamp(blockElements / rows, 1, classes);
        (hasH, hasDZ) = (program.H >= 0, program.DZ >= 0);
        usesTarget = program.Uses(OpCode.Target);
        ones = new T[classes];
        Array.Fill(ones, T.One);

        var (tile, chunk) = (classes * rows, chunkClasses * rows);
        logits = Reserve(tile);
        logP = Reserve(tile);
        p = Reserve(tile);
        target = usesTarget ? Reserve(tile) : -1;
        gradient = Reserve(tile);
        sums = Reserve(rows);
        losses = Reserve(rows);
        scratchB = Reserve(chunk);
        var buffers = new int[program.BufferCount];
        for (var i = 0; i < buffers.Length; i++) buffers[i] = Reserve(chunk);
        var fills = new[] { Reserve(chunk), Reserve(chunk), Reserve(chunk) };
        // log_softmax borrows this one for a whole tile, before the gradient needs it.
        scratchA = Reserve(tile);
        arena = GC.AllocateArray<T>(arenaEnd, pinned: true);

        var uniforms = program.Uniforms(classes);
        var places = new Place<T>[program.Instructions.Length];
        var list = new List<Step<T>>();
        for (var i = 0; i < places.Length; i++)
        {
            var instruction = program.Instructions[i];
            places[i] = instruction switch
            {
                { Uniform: true } => new(-1, false, T.CreateChecked(uniforms[i])),
                { Op: OpCode.Logit } => new(logits, true, default),
                { Op: OpCode.LogProbability } => new(logP, true, default),
                { Op: OpCode.Probability } => new(p, true, default),
                { Op: OpCode.Target } => new(target, true, default),
                _ => new(buffers[instruction.Buffer], false, default),
            };
            if (!instruction.Uniform && !instruction.IsInput)
                list.Add(new(instruction.Op, places[instruction.A], instruction.B < 0 ? default : places[instruction.B], places[i]));
        }

        steps = [.. list];
        value = Output(program.Value, 0);
        h = Output(program.H, 1);
        dz = Output(program.DZ, 2);

        Place<T> Output(int index, int fill)
        {
            if (index < 0) return default;
            var place = places[index];
            if (!place.IsScalar) return place;
            arena.AsSpan(fills[fill], chunk).Fill(place.Scalar);
            return new(fills[fill], false, default);
        }
    }

    /// <summary>Σ_j b_j of each sample.</summary>
    /// <param name="logits">[batch, classes], row by row.</param>
    /// <param name="targets">[batch], each in 0 … classes − 1.</param>
    /// <param name="entryWeights">[classes] factor of each class's entry of the body; empty for 1.</param>
    /// <param name="losses">[batch], written.</param>
    /// <exception cref="ArgumentException">Lengths that do not fit together, or a target outside the classes.</exception>
    public void Losses(ReadOnlySpan<T> logits, ReadOnlySpan<long> targets, ReadOnlySpan<T> entryWeights, Span<T> losses) =>
        Run(logits, targets, entryWeights, losses, T.One, []);

    /// <summary>Loss of each sample and its derivatives at its own logits.</summary>
    /// <param name="factor">Multiplies the gradient, not the losses.</param>
    /// <param name="gradient">[batch, classes], written: factor · ∂loss_i/∂z_ij.</param>
    /// <inheritdoc cref="Losses"/>
    public void Gradient(
        ReadOnlySpan<T> logits, ReadOnlySpan<long> targets, ReadOnlySpan<T> entryWeights, Span<T> losses, T factor, Span<T> gradient)
    {
        if (gradient.Length != logits.Length)
            throw new ArgumentException($"the gradient has {gradient.Length} entries, the logits {logits.Length}", nameof(gradient));
        Run(logits, targets, entryWeights, losses, factor, gradient);
    }

    void Run(ReadOnlySpan<T> z, ReadOnlySpan<long> labels, ReadOnlySpan<T> entryWeights, Span<T> lossOut, T factor, Span<T> gradientOut)
    {
        if (z.Length != labels.Length * classes || lossOut.Length != labels.Length)
            throw new ArgumentException(
                $"{labels.Length} targets of {classes} classes need {labels.Length * classes} logits and {labels.Length} losses, "
                + $"not {z.Length} and {lossOut.Length}");
        if (entryWeights.IsEmpty) entryWeights = ones;
        else if (entryWeights.Length != classes)
            throw new ArgumentException($"{entryWeights.Length} entry weights for {classes} classes", nameof(entryWeights));

        for (var start = 0; start < labels.Length; start += rows)
        {
            var count = Math.Min(rows, labels.Length - start);
            // The last tile is as short as its samples allow, so that a small batch costs no more than itself.
            var tileRows = Lanes.RoundUp(count);
            var tileLogits = z.Slice(start * classes, count * classes);
            RunTile(tileLogits, labels.Slice(start, count), tileRows, entryWeights, !gradientOut.IsEmpty);
            arena.AsSpan(losses, count).CopyTo(lossOut[start..]);
            if (!gradientOut.IsEmpty)
                ClassMajor.Store(
                    arena.AsSpan(gradient, classes * tileRows), classes, tileRows, factor,
                    gradientOut.Slice(start * classes, count * classes));
        }
    }

    void RunTile(ReadOnlySpan<T> z, ReadOnlySpan<long> labels, int tileRows, ReadOnlySpan<T> weights, bool derivatives)
    {
        var memory = arena.AsSpan();
        var tile = classes * tileRows;
        ClassMajor.Load(z, classes, tileRows, memory.Slice(logits, tile));
        ClassMajor.LogSoftmax(
            memory.Slice(logits, tile), memory.Slice(logP, tile), memory.Slice(p, tile), memory.Slice(sums, tileRows),
            memory.Slice(scratchA, tile));
        if (usesTarget) OneHot(labels, tileRows, memory.Slice(target, tile));
        else CheckLabels(labels);

        var lossSums = memory.Slice(losses, tileRows);
        var hSums = memory.Slice(sums, tileRows);
        lossSums.Clear();
        hSums.Clear();
        for (var c = 0; c < classes; c += chunkClasses)
        {
            var chunkWeights = weights.Slice(c, Math.Min(chunkClasses, classes - c));
            var (at, length) = (c * tileRows, chunkWeights.Length * tileRows);
            foreach (ref readonly var step in steps.AsSpan())
                step.Run(memory, at, length, memory.Slice(scratchA, length), memory.Slice(scratchB, length));
            ClassMajor.AddWeighted(memory.Slice(value.At(at), length), chunkWeights, lossSums);
            if (!derivatives) continue;

            var g = memory.Slice(gradient + at, length);
            ReadOnlySpan<T> direct = hasDZ ? memory.Slice(dz.At(at), length) : [];
            if (hasH)
            {
                memory.Slice(h.At(at), length).CopyTo(g);
                ClassMajor.AddWeighted(g, chunkWeights, hSums);
            }
            else
            {
                g.Clear();
            }

            ClassMajor.Combine(g, direct, chunkWeights, tileRows);
        }

        if (derivatives && hasH) ClassMajor.SubtractProjected(memory.Slice(gradient, tile), memory.Slice(p, tile), hSums);
    }

    void OneHot(ReadOnlySpan<long> labels, int tileRows, Span<T> y)
    {
        y.Clear();
        CheckLabels(labels);
        for (var r = 0; r < labels.Length; r++) y[(int)labels[r] * tileRows + r] = T.One;
    }

    void CheckLabels(ReadOnlySpan<long> labels)
    {
        foreach (var label in labels)
            if ((ulong)label >= (ulong)classes)
                throw new ArgumentException($"target {label} is outside the classes 0 … {classes - 1}", nameof(labels));
    }

    int Reserve(int length)
    {
        var at = arenaEnd;
        arenaEnd += length;
        return at;
    }
}
