using System.Numerics.Tensors;
using LossActors.Genetics.Expressions;
using LossActors.Genetics.Programs;
using LossActors.Models.Losses.Spans;

namespace LossActors.Models.Training;

/// <summary>The gradient of the batch's reduced loss at its logits, in memory of its own. One lane's, not thread-safe.</summary>
sealed class LossStep
{
    readonly SpanProgram<float> program;
    readonly float[] losses;
    readonly float factor;

    public LossStep(string genome, ScaleDefault scale, int classes, int batch)
    {
        var body = Parser.Parse(genome);
        var compiled = LossProgram.Compile(body);
        program = new(compiled, classes);
        losses = new float[batch];
        Nodes = body.Size;
        var at = new double[classes];
        var target = new double[classes];
        target[0] = 1;
        var gradient = new double[classes];
        new ProgramInterpreter(compiled, classes).Sample(at, target, gradient);
        factor = (float)((scale == ScaleDefault.Unit ? (1 - 1.0 / classes) / -gradient[0] : 1) / batch);
    }

    public int Nodes { get; }

    /// <returns>Null, or why training cannot go on.</returns>
    public DivergenceReason? Run(ReadOnlySpan<float> logits, ReadOnlySpan<long> labels, Span<float> gradient)
    {
        if (!float.IsFinite(TensorPrimitives.Sum(logits)) && !AllFinite(logits)) return DivergenceReason.Logits;
        program.Gradient(logits, labels, [], losses, factor, gradient);
        if (!float.IsFinite(TensorPrimitives.Sum<float>(losses)) && !AllFinite(losses)) return DivergenceReason.Loss;
        if (!float.IsFinite(TensorPrimitives.Sum<float>(gradient)) && !AllFinite(gradient)) return DivergenceReason.Gradient;
        return null;
    }

    // A sum of finite numbers may overflow, so a sum that is not finite is only a suspicion.
    static bool AllFinite(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
            if (!float.IsFinite(value)) return false;
        return true;
    }
}
