using System.Text.Json.Serialization;

namespace LossActors.Learning.Training;

/// <summary>Adam as in PyTorch, weight decay added to the gradient.</summary>
/// <param name="Lr">Learning rate, > 0.</param>
public sealed record AdamSpec(
    [property: JsonRequired] double Lr, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, double WeightDecay = 0)
    : OptimiserSpec
{
    [JsonIgnore]
    public override double Rate => Lr;

    public override OptimiserSpec With(double lr) => this with { Lr = lr };

    public override OptimiserSpec WithDecay(double weightDecay) => this with { WeightDecay = weightDecay };

    internal override IEnumerable<(string, string)> Problems()
    {
        foreach (var p in Common(Lr, WeightDecay)) yield return p;
        if (!(Beta1 >= 0 && Beta1 < 1)) yield return ("beta1", $"is {Beta1}; it lies in [0, 1)");
        if (!(Beta2 >= 0 && Beta2 < 1)) yield return ("beta2", $"is {Beta2}; it lies in [0, 1)");
        if (!(Epsilon > 0 && double.IsFinite(Epsilon))) yield return ("epsilon", $"is {Epsilon}; it is a finite number > 0");
    }
}
