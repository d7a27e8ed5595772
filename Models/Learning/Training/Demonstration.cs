using LossActors.Learning.Data;

namespace LossActors.Learning.Training;

/// <summary>
/// Shows something of a loss that is no score of a training, as published experiments do: curvature along the way, or an adversary. The
/// recipe holds what of it means something there. It takes an evaluator that knows the kind; its result is <see cref="Demonstrated"/>.
/// </summary>
/// <param name="Kind">Its name; another one whenever the same request would give other bits.</param>
/// <param name="Draw">Number of the fresh draw; any value.</param>
/// <param name="Values">What beside the recipe decides the result, by name; always in one order.</param>
public sealed record Demonstration(string Kind, ulong Draw, IReadOnlyDictionary<string, double> Values) : Purpose
{
    internal override PairedSeed Seed(ulong recipe, uint training) => PairedSeed.ForStudy(recipe, Draw, training);

    internal override string? Problem => string.IsNullOrWhiteSpace(Kind) ? "kind is empty; name a demonstration" : null;
}
