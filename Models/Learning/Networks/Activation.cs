using System.Text.Json.Serialization;

namespace LossActors.Learning.Networks;

public enum Activation
{
    [JsonStringEnumMemberName("relu")]
    Relu,

    [JsonStringEnumMemberName("tanh")]
    Tanh,

    [JsonStringEnumMemberName("sigmoid")]
    Sigmoid,
}
