using System.Numerics;
using LossActors.Genetics.Programs;
using LossActors.Learning.Losses.Spans;

namespace LossActors.Learning.Losses;

/// <summary>
/// A kernel that works on the memory of CPU tensors through <see cref="SpanProgram{T}"/>; reductions run in double precision.
/// </summary>
public sealed class SpanLossKernel<T> : ILossKernel where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    static readonly ScalarType Type = typeof(T) == typeof(float) ? torch.float32 : torch.float64;

    readonly SpanProgram<T> forward;
    readonly SpanProgram<T> both;
    readonly double[] classWeights;
    readonly T[] entryWeights;
    T[] losses = [];
    double[] exact = [];
    double[] sampleWeights = [];

    public SpanLossKernel(LossPlan plan)
    {
        Plan = plan;
        forward = new(LossProgram.CompileValue(plan.Body), plan.Classes);
        both = new(LossProgram.Compile(plan.Body), plan.Classes);
        classWeights = new double[plan.Classes];
        entryWeights = plan.Weights is { Outputs: true } ? new T[plan.Classes] : [];
        if (plan.Reduction.LearnsThreshold) Threshold = torch.zeros([], Type, torch.CPU, requires_grad: true).DetachFromDisposeScope();
    }

    public LossPlan Plan { get; }

    public Tensor? Threshold { get; }

    public LossGradient Gradient(Tensor logits, Tensor targets, long step = 0)
    {
        var gradient = torch.empty(logits.shape, Type);
        return new(Scalar(Gradient(logits.Elements<T>(), targets.Elements<long>(), step, gradient.Elements<T>())), gradient);
    }

    public Tensor Value(Tensor logits, Tensor targets, long step = 0)
    {
        var samples = Losses(forward, logits.Elements<T>(), targets.Elements<long>(), step, T.One, []);
        return Scalar(Plan.Reduction.Reduce(samples, Theta, sampleWeights.AsSpan(0, samples.Length)).Value);
    }

    public Tensor SampleLosses(Tensor logits, Tensor targets, long step = 0)
    {
        var samples = Losses(forward, logits.Elements<T>(), targets.Elements<long>(), step, T.One, []);
        return TensorMemory.From(samples, [samples.Length]).to(Type);
    }

    public void Dispose() => Threshold?.Dispose();

    /// <summary>The same on spans. Allocates nothing once it has seen a batch of this size, unless a threshold is learned.</summary>
    /// <param name="logits">[batch, classes], row by row.</param>
    /// <param name="targets">[batch]</param>
    /// <param name="step">Optimiser steps done before this one.</param>
    /// <param name="gradient">[batch, classes], written: factor · ∂value/∂logits.</param>
    /// <returns>The reduced loss.</returns>
    public double Gradient(ReadOnlySpan<T> logits, ReadOnlySpan<long> targets, long step, Span<T> gradient)
    {
        var alike = Plan.Reduction.IsMean && !WeighsSamples;
        var factor = alike ? T.CreateChecked(Plan.Factor / targets.Length) : T.One;
        var samples = Losses(both, logits, targets, step, factor, gradient);
        var weights = sampleWeights.AsSpan(0, targets.Length);
        var (value, slope) = Plan.Reduction.Reduce(samples, Theta, weights);
        if (Threshold is not null) Threshold.grad = Scalar(Plan.Factor * slope);
        if (alike) return value;
        for (var i = 0; i < targets.Length; i++)
        {
            var weight = T.CreateChecked(Plan.Factor * weights[i] * (WeighsSamples ? classWeights[targets[i]] : 1));
            foreach (ref var entry in gradient.Slice(i * Plan.Classes, Plan.Classes)) entry *= weight;
        }

        return value;
    }

    bool WeighsSamples => Plan.Weights is { Outputs: false };

    double Theta => Threshold is null ? 0 : double.CreateChecked(Threshold.Elements<T>()[0]);

    ReadOnlySpan<double> Losses(
        SpanProgram<T> program, ReadOnlySpan<T> logits, ReadOnlySpan<long> targets, long step, T factor, Span<T> gradient)
    {
        if (losses.Length < targets.Length)
        {
            losses = new T[targets.Length];
            exact = new double[targets.Length];
            sampleWeights = new double[targets.Length];
        }

        Plan.Weights?.Weigh(step, Plan.Steps, classWeights);
        for (var c = 0; c < entryWeights.Length; c++) entryWeights[c] = T.CreateChecked(classWeights[c]);
        var written = losses.AsSpan(0, targets.Length);
        if (gradient.IsEmpty) program.Losses(logits, targets, entryWeights, written);
        else program.Gradient(logits, targets, entryWeights, written, factor, gradient);
        for (var i = 0; i < written.Length; i++)
            exact[i] = double.CreateChecked(written[i]) * (WeighsSamples ? classWeights[targets[i]] : 1);
        return exact.AsSpan(0, targets.Length);
    }

    static Tensor Scalar(double value) => TensorMemory.From<T>([T.CreateChecked(value)], []);
}
