using LossActors.Learning.Data;

namespace LossActors.Learning.Training;

/// <summary>
/// Tells how good a loss really is: validation and the held-back samples are scored, on a draw of data (or split), label noise, weights and
/// order that no search has seen. Two losses with the same draw are paired.
/// </summary>
/// <param name="Draw">Number of the fresh draw; any value.</param>
public sealed record Proof(ulong Draw) : Purpose
{
    /// <summary>How often a training that has as many steps is scored on its way.</summary>
    public const int Checkpoints = 20;

    // Its best stop is told by cross-entropy among equals; what a search or a study gives has stayed the same.
    internal override int TrainerVersion => EvaluationRequest.TrainerVersion + 1;

    internal override CleanSplit Scores => CleanSplit.HeldBack;

    internal override PairedSeed Seed(ulong recipe, uint training) => PairedSeed.ForProof(recipe, Draw, training);
}
