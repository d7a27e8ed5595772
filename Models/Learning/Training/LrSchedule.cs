using System.Text.Json.Serialization;

namespace LossActors.Learning.Training;

/// <summary>
/// How the learning rate changes while a network is trained. Fractions are of the training's own steps,
/// so that a shorter rung has the whole schedule.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(MultiStepLr), "multi-step")]
[JsonDerivedType(typeof(CosineLr), "cosine")]
public abstract record LrSchedule
{
    /// <summary>What the learning rate is multiplied by.</summary>
    /// <param name="step">From 0.</param>
    /// <param name="steps">Of the whole training.</param>
    public abstract double Factor(long step, int steps);

    /// <summary>What is wrong with the values, as (key below <c>lr-schedule</c>, sentence).</summary>
    internal abstract IEnumerable<(string Key, string Problem)> Problems();
}
