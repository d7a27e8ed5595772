using System.Numerics;
using System.Runtime.InteropServices;
using LossActors.Genetics.Programs;
using LossActors.Torch;

namespace LossActors.Models.Losses.Spans;

/// <summary>A kernel that works on the memory of CPU tensors through <see cref="SpanProgram{T}"/>.</summary>
public sealed class SpanLossKernel<T> : ILossKernel where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly LossPlan plan;
    readonly SpanProgram<T> forward;
    readonly SpanProgram<T> both;
    readonly double[] classWeights;
    readonly T[] entryWeights;
    T[] losses = [];
    double[] exact = [];
    double[] sampleWeights = [];

    public SpanLossKernel(LossPlan plan)
    {
        this.plan = plan;
        forward = new(LossProgram.CompileValue(plan.Body), plan.Classes);
        both = new(LossProgram.Compile(plan.Body), plan.Classes);
        classWeights = new double[plan.Classes];
        entryWeights = plan.Weights is { OnEntries: true } ? new T[plan.Classes] : [];
    }

    public int Classes => plan.Classes;

    public LossGradient Gradient(Tensor logits, Tensor targets, long step = 0)
    {
        var gradient = torch.empty_like(logits);
        // Only this view can write the elements, and nobody else has the tensor yet.
        var elements = gradient.data<T>();
        var value = Gradient(logits.data<T>(), targets.data<long>(), step, MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(elements), elements.Length));
        return new(Scalar(value), gradient);
    }

    public Tensor Value(Tensor logits, Tensor targets, long step = 0)
    {
        var labels = targets.data<long>();
        var samples = Losses(forward, logits.data<T>(), labels, step, T.One, []);
        return Scalar(plan.Reduction.Reduce(samples, sampleWeights.AsSpan(0, labels.Length)));
    }

    public Tensor SampleLosses(Tensor logits, Tensor targets, long step = 0)
    {
        var samples = Losses(forward, logits.data<T>(), targets.data<long>(), step, T.One, []);
        return torch.from_span(samples, [samples.Length]).to(logits.dtype);
    }

    public void Dispose()
    {
    }

    /// <summary>The same on spans.</summary>
    /// <param name="logits">[batch, classes], row by row.</param>
    /// <param name="targets">[batch]</param>
    /// <param name="step">Optimiser steps done before this one.</param>
    /// <param name="gradient">[batch, classes], written: factor · ∂value/∂logits.</param>
    /// <returns>The reduced loss.</returns>
    public double Gradient(ReadOnlySpan<T> logits, ReadOnlySpan<long> targets, long step, Span<T> gradient)
    {
        var uniform = plan.Reduction.IsMean && plan.Weights is not { OnEntries: false };
        var factor = uniform ? T.CreateChecked(plan.Factor / targets.Length) : T.One;
        var samples = Losses(both, logits, targets, step, factor, gradient);
        var weights = sampleWeights.AsSpan(0, targets.Length);
        var value = plan.Reduction.Reduce(samples, weights);
        if (uniform) return value;
        for (var i = 0; i < targets.Length; i++)
        {
            var schedule = plan.Weights is { OnEntries: false } ? classWeights[targets[i]] : 1;
            var weight = T.CreateChecked(plan.Factor * weights[i] * schedule);
            foreach (ref var entry in gradient.Slice(i * plan.Classes, plan.Classes)) entry *= weight;
        }

        return value;
    }

    ReadOnlySpan<double> Losses(SpanProgram<T> program, ReadOnlySpan<T> logits, ReadOnlySpan<long> targets, long step, T factor, Span<T> gradient)
    {
        if (losses.Length < targets.Length)
        {
            losses = new T[targets.Length];
            exact = new double[targets.Length];
            sampleWeights = new double[targets.Length];
        }

        plan.Weights?.At(step, classWeights);
        for (var c = 0; c < entryWeights.Length; c++) entryWeights[c] = T.CreateChecked(classWeights[c]);
        var written = losses.AsSpan(0, targets.Length);
        if (gradient.IsEmpty) program.Losses(logits, targets, entryWeights, written);
        else program.Gradient(logits, targets, entryWeights, written, factor, gradient);
        for (var i = 0; i < written.Length; i++)
            exact[i] = double.CreateChecked(written[i]) * (plan.Weights is { OnEntries: false } ? classWeights[targets[i]] : 1);
        return exact.AsSpan(0, targets.Length);
    }

    static Tensor Scalar(double value) => torch.from_span<T>([T.CreateChecked(value)], []);
}
