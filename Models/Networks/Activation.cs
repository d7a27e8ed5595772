using System.Text.Json.Serialization;

namespace LossActors.Models.Networks;

public enum Activation
{
    [JsonStringEnumMemberName("relu")]
    Relu,

    [JsonStringEnumMemberName("tanh")]
    Tanh,

    [JsonStringEnumMemberName("sigmoid")]
    Sigmoid,
}
