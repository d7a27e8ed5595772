
namespace LossActors.Learning.Losses;

/// <summary>
/// A loss made ready for one number of classes, one element type and one device. The forms are interchangeable: the gradient is computed
/// directly and handed to libtorch at the logits, so no autograd graph is built for the loss.
/// Tensors it gives belong to the caller's dispose scope. Not for several threads at once: one kernel per lane.
/// </summary>
public interface ILossKernel : IDisposable
{
    /// <summary>What it computes.</summary>
    LossPlan Plan { get; }

    /// <summary>
    /// The reduction's learned threshold θ, a scalar that starts at 0, for the optimiser to train beside the network's parameters;
    /// <see cref="Gradient"/> sets its <c>grad</c>. Null for reductions that learn none. The kernel owns it.
    /// </summary>
    Tensor? Threshold { get; }

    /// <summary>
    /// The reduced loss and its gradient at the logits, times the loss's factor: <c>Gradients.Backward(logits, result.Gradient)</c>
    /// trains.
    /// </summary>
    /// <param name="logits">[batch, classes]; autograd does not record what happens to them here.</param>
    /// <param name="targets">[batch], Int64, each in 0 … classes − 1, on the logits' device.</param>
    /// <param name="step">Optimiser steps done before this one, for schedules.</param>
    LossGradient Gradient(Tensor logits, Tensor targets, long step = 0);

    /// <summary>The reduced loss alone, as a scalar tensor on the logits' device, without the factor.</summary>
    /// <inheritdoc cref="Gradient"/>
    Tensor Value(Tensor logits, Tensor targets, long step = 0);

    /// <summary>What the reduction reduces: the loss of each sample, [batch], weighted by the schedule.</summary>
    /// <inheritdoc cref="Gradient"/>
    Tensor SampleLosses(Tensor logits, Tensor targets, long step = 0);
}
