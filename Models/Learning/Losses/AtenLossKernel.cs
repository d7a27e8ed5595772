using LossActors.Genetics.Programs;
using LossActors.Learning.Losses.Aten;

namespace LossActors.Learning.Losses;

/// <summary>A kernel of libtorch's operators, for any device, that also gives the loss under autograd.</summary>
public sealed class AtenLossKernel : ILossKernel
{
    readonly AtenProgram program;
    readonly ScalarType type;
    readonly Device device;
    readonly double[] classWeights;

    public AtenLossKernel(LossPlan plan, ScalarType type, Device device)
    {
        Plan = plan;
        this.type = type;
        this.device = device;
        program = new(LossProgram.Compile(plan.Body), plan.Classes, type, device);
        classWeights = new double[plan.Classes];
        if (plan.Reduction.LearnsThreshold) Threshold = torch.zeros([], type, device, requires_grad: true).DetachFromDisposeScope();
    }

    public LossPlan Plan { get; }

    public Tensor? Threshold { get; }

    public LossGradient Gradient(Tensor logits, Tensor targets, long step = 0)
    {
        using var scope = torch.NewDisposeScope();
        Tensor losses, gradient;
        using (torch.no_grad())
        {
            (losses, gradient) = Weighted(logits, targets, step);
            if (Plan.Reduction.IsMean)
            {
                gradient.Times_(Plan.Factor / targets.numel());
                return new(losses.mean().MoveToOuterDisposeScope(), gradient.MoveToOuterDisposeScope());
            }
        }

        using var recording = torch.enable_grad();
        losses = losses.detach().requires_grad_();
        var value = Plan.Reduction.Value(losses, Threshold);
        var slopes = Gradients.Of([value], Threshold is null ? [losses] : [losses, Threshold]);
        using var quiet = torch.no_grad();
        if (Threshold is not null) Threshold.grad = slopes[1]!.Times(Plan.Factor);
        gradient.mul_(slopes[0]!.Times(Plan.Factor).unsqueeze(1));
        return new(value.detach().MoveToOuterDisposeScope(), gradient.MoveToOuterDisposeScope());
    }

    public Tensor Value(Tensor logits, Tensor targets, long step = 0)
    {
        using var quiet = torch.no_grad();
        return Differentiable(logits, targets, step);
    }

    public Tensor SampleLosses(Tensor logits, Tensor targets, long step = 0)
    {
        using var quiet = torch.no_grad();
        return Samples(logits, targets, step);
    }

    /// <summary>The reduced loss without the factor, recorded by autograd.</summary>
    /// <inheritdoc cref="ILossKernel.Gradient"/>
    public Tensor Differentiable(Tensor logits, Tensor targets, long step = 0)
    {
        using var scope = torch.NewDisposeScope();
        return Plan.Reduction.Value(Samples(logits, targets, step), Threshold).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The gradient at the logits, times the factor, recorded by autograd: its derivative is the loss's Hessian, guards as in training.
    /// For the Hessian in a network's parameters: <c>Gradients.Of([logits], parameters, [gradient], createGraph: true)</c>, then once
    /// more.
    /// </summary>
    /// <param name="logits">[batch, classes], recorded.</param>
    /// <inheritdoc cref="ILossKernel.Gradient"/>
    public Tensor DifferentiableGradient(Tensor logits, Tensor targets, long step = 0)
    {
        using var scope = torch.NewDisposeScope();
        var (losses, gradient) = Weighted(logits, targets, step);
        var slopes = Gradients.Of([Plan.Reduction.Value(losses, Threshold)], [losses], createGraph: true)[0]!;
        return (gradient * slopes.Times(Plan.Factor).unsqueeze(1)).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        program.Dispose();
        Threshold?.Dispose();
    }

    bool WeighsEntries => Plan.Weights is { Outputs: true };

    (Tensor Losses, Tensor Gradient) Weighted(Tensor logits, Tensor targets, long step)
    {
        var weights = Weights(step);
        if (weights is null || WeighsEntries) return program.Gradient(logits, targets, weights);
        var (losses, gradient) = program.Gradient(logits, targets);
        var samples = weights.index_select(0, targets);
        return (losses * samples, gradient * samples.unsqueeze(1));
    }

    Tensor Samples(Tensor logits, Tensor targets, long step)
    {
        using var scope = torch.NewDisposeScope();
        var weights = Weights(step);
        var losses = weights is null || WeighsEntries
            ? program.Losses(logits, targets, weights)
            : program.Losses(logits, targets) * weights.index_select(0, targets);
        return losses.MoveToOuterDisposeScope();
    }

    Tensor? Weights(long step)
    {
        if (Plan.Weights is null) return null;
        Plan.Weights.Weigh(step, Plan.Steps, classWeights);
        return TensorMemory.From(classWeights, [classWeights.Length]).to(type, device);
    }
}
