using System.Text.Json.Serialization;

namespace LossActors.Learning.Training;

/// <summary>Stochastic gradient descent as in PyTorch: v ← μ·v + g + λ·w, w ← w − lr·v (Nesterov: w ← w − lr·(g + λ·w + μ·v)).</summary>
/// <param name="Lr">Learning rate, > 0.</param>
/// <param name="Momentum">μ in [0, 1).</param>
/// <param name="WeightDecay">λ ≥ 0.</param>
public sealed record SgdSpec(
    [property: JsonRequired] double Lr, double Momentum = 0, double WeightDecay = 0, bool Nesterov = false) : OptimiserSpec
{
    [JsonIgnore]
    public override double Rate => Lr;

    public override OptimiserSpec With(double lr) => this with { Lr = lr };

    public override OptimiserSpec WithDecay(double weightDecay) => this with { WeightDecay = weightDecay };

    internal override IEnumerable<(string, string)> Problems()
    {
        foreach (var p in Common(Lr, WeightDecay)) yield return p;
        if (!(Momentum >= 0 && Momentum < 1)) yield return ("momentum", $"is {Momentum}; it lies in [0, 1)");
        if (Nesterov && Momentum == 0) yield return ("nesterov", "needs a momentum > 0");
    }
}
