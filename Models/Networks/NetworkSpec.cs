using System.Text.Json.Serialization;

namespace LossActors.Models.Networks;

/// <summary>A network's shape; what goes in and how many classes come out is the data's.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(MlpSpec), "mlp")]
[JsonDerivedType(typeof(LeNet5Spec), "lenet5")]
public abstract record NetworkSpec
{
    /// <summary>What is wrong with the values, as (key below <c>network</c>, sentence).</summary>
    internal abstract IEnumerable<(string Key, string Problem)> Problems();
}
