using System.Text.Json.Serialization;

namespace LossActors.Learning.Networks;

/// <summary>How a perceptron's first weights are drawn.</summary>
public enum Initialisation
{
    /// <summary>PyTorch's: weights and biases uniform within ±1/√fan-in.</summary>
    [JsonStringEnumMemberName("kaiming")]
    Kaiming,

    /// <summary>JAX's dense layer, as in the dynamical-loss notebooks: weights N(0, 2/(fan-in + fan-out)), biases N(0, 0.01²).</summary>
    [JsonStringEnumMemberName("glorot")]
    Glorot,
}
