using LossActors.Learning.Data;

namespace LossActors.Learning.Training;

/// <summary>Selects among losses: the validation split is scored, the test split is never touched.</summary>
public sealed record Search : Purpose
{
    internal override PairedSeed Seed(ulong recipe, uint training) => PairedSeed.ForSearch(recipe, training);
}
