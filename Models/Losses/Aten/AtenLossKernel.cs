using LossActors.Genetics.Programs;
using LossActors.Torch;

namespace LossActors.Models.Losses.Aten;

/// <summary>A kernel of libtorch's operators, for any device, that also gives the loss under autograd.</summary>
public sealed class AtenLossKernel : ILossKernel
{
    readonly LossPlan plan;
    readonly AtenProgram program;
    readonly ScalarType type;
    readonly Device device;
    readonly double[] classWeights;

    public AtenLossKernel(LossPlan plan, ScalarType type, Device device)
    {
        this.plan = plan;
        this.type = type;
        this.device = device;
        program = new(LossProgram.Compile(plan.Body), plan.Classes, type, device);
        classWeights = new double[plan.Classes];
    }

    public int Classes => plan.Classes;

    public LossGradient Gradient(Tensor logits, Tensor targets, long step = 0)
    {
        using var scope = torch.NewDisposeScope();
        Tensor losses, gradient;
        using (torch.no_grad())
        {
            var weights = Weights(step);
            (losses, gradient) = program.Gradient(logits, targets, OnEntries ? weights : null);
            if (plan.Reduction.IsMean && (OnEntries || weights is null))
                return Out(losses.mean(), gradient.mul_(plan.Factor / targets.numel()));
            if (!OnEntries && weights is not null)
            {
                var samples = weights.index_select(0, targets);
                losses *= samples;
                gradient *= samples.unsqueeze(1);
            }
        }

        using var recording = torch.enable_grad();
        losses = losses.detach().requires_grad_();
        var value = plan.Reduction.Value(losses);
        var slopes = torch.autograd.grad([value], [losses])[0]!;
        using (torch.no_grad())
            return Out(value.detach(), gradient.mul_((slopes * plan.Factor).unsqueeze(1)));

        static LossGradient Out(Tensor value, Tensor gradient) => new(value.MoveToOuterDisposeScope(), gradient.MoveToOuterDisposeScope());
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
        return plan.Reduction.Value(Samples(logits, targets, step)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The gradient at the logits, times the factor, recorded by autograd: its derivative is the loss's Hessian, guards as in training. For the Hessian
    /// in a network's parameters: <c>torch.autograd.grad([logits], parameters, [gradient], create_graph: true)</c>, then once more.
    /// </summary>
    /// <inheritdoc cref="ILossKernel.Gradient"/>
    public Tensor DifferentiableGradient(Tensor logits, Tensor targets, long step = 0)
    {
        using var scope = torch.NewDisposeScope();
        var weights = Weights(step);
        var (losses, gradient) = program.Gradient(logits, targets, OnEntries ? weights : null);
        if (!OnEntries && weights is not null)
        {
            var samples = weights.index_select(0, targets);
            losses *= samples;
            gradient *= samples.unsqueeze(1);
        }

        var slopes = torch.autograd.grad([plan.Reduction.Value(losses)], [losses], create_graph: true)[0]!;
        return (gradient * (slopes * plan.Factor).unsqueeze(1)).MoveToOuterDisposeScope();
    }

    public void Dispose() => program.Dispose();

    bool OnEntries => plan.Weights is { OnEntries: true };

    Tensor Samples(Tensor logits, Tensor targets, long step)
    {
        using var scope = torch.NewDisposeScope();
        var weights = Weights(step);
        var losses = program.Losses(logits, targets, OnEntries ? weights : null);
        if (!OnEntries && weights is not null) losses *= weights.index_select(0, targets);
        return losses.MoveToOuterDisposeScope();
    }

    Tensor? Weights(long step)
    {
        if (plan.Weights is null) return null;
        plan.Weights.At(step, classWeights);
        return torch.from_span(classWeights.AsSpan(), [plan.Classes]).to(type).to(device);
    }
}
