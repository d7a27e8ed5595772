using System.Numerics.Tensors;
using LossActors.Learning.Losses;

namespace LossActors.Learning.Training;

/// <summary>On the CPU: the network's memory is read and the gradient's written in place.</summary>
sealed class HostLossStep : LossStep
{
    readonly SpanLossKernel<float> kernel;
    readonly Tensor outputGradient;
    readonly float[] logits;
    readonly float[] gradient;

    public HostLossStep(SpanLossKernel<float> kernel, int batch, int outputs) : base(batch)
    {
        this.kernel = kernel;
        outputGradient = torch.zeros(batch, outputs).DetachFromDisposeScope();
        (logits, gradient) = outputs == 1 ? (new float[batch * 2], new float[batch * 2]) : ([], []);
    }

    public override Tensor? Threshold => kernel.Threshold;

    public override DivergenceReason? Run(Tensor outputs, long step, out Tensor gradient)
    {
        gradient = outputGradient;
        var z = outputs.Elements<float>();
        var target = outputGradient.Elements<float>();
        return logits.Length == 0 ? Run(z, step, target) : RunSingle(z, step, target);
    }

    protected override ILossKernel Kernel => kernel;

    protected override Device Device => torch.CPU;

    public override void Dispose()
    {
        outputGradient.Dispose();
        kernel.Dispose();
    }

    DivergenceReason? RunSingle(ReadOnlySpan<float> outputs, long step, Span<float> target)
    {
        SingleOutput.Widen(outputs, logits);
        var reason = Run(logits, step, gradient);
        for (var i = 0; i < target.Length; i++) target[i] = gradient[2 * i];
        return reason;
    }

    DivergenceReason? Run(ReadOnlySpan<float> z, long step, Span<float> target)
    {
        if (!AllFinite(z)) return DivergenceReason.Logits;
        if (!double.IsFinite(kernel.Gradient(z, Labels, step, target))) return DivergenceReason.Loss;
        return AllFinite(target) ? null : DivergenceReason.Gradient;
    }

    static bool AllFinite(ReadOnlySpan<float> values)
    {
        // The sum is quick; finite numbers may still overflow it, so it only raises the suspicion.
        if (float.IsFinite(TensorPrimitives.Sum(values))) return true;
        foreach (var value in values)
            if (!float.IsFinite(value)) return false;
        return true;
    }
}
