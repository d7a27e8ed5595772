using System.Text.Json.Serialization;
using LossActors.Learning.Data;

namespace LossActors.Learning.Training;

/// <summary>What an evaluation is for, and so which labels it may see.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "for")]
[JsonDerivedType(typeof(Search), "search")]
[JsonDerivedType(typeof(Proof), "proof")]
[JsonDerivedType(typeof(Study), "study")]
[JsonDerivedType(typeof(Demonstration), "demonstration")]
public abstract record Purpose
{
    /// <summary>What is drawn and scored beside the validation split.</summary>
    internal virtual CleanSplit Scores => CleanSplit.None;

    /// <summary>
    /// Raised with the trainer's own, and whenever the same request for this purpose would give other bits on the same machine.
    /// </summary>
    internal virtual int TrainerVersion => EvaluationRequest.TrainerVersion;

    /// <summary>What is wrong with the values, a sentence without full stop, or null.</summary>
    internal virtual string? Problem => null;

    /// <summary>Where a training's randomness comes from.</summary>
    /// <param name="recipe">The recipe's seed.</param>
    /// <param name="training">Number of the training, over all repeats.</param>
    internal abstract PairedSeed Seed(ulong recipe, uint training);
}
