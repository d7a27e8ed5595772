namespace LossActors.Models.Losses;

/// <summary>Weights of the classes at a step of the training. Immutable.</summary>
public abstract class ClassWeights
{
    /// <summary>True: Γ_c multiplies class c's entry of the body; false: Γ_y multiplies the loss of each sample of class y.</summary>
    public abstract bool OnEntries { get; }

    /// <summary>Γ(step).</summary>
    /// <param name="step">Optimiser steps done before this one.</param>
    /// <param name="weights">[classes], written.</param>
    public abstract void At(long step, Span<double> weights);
}
