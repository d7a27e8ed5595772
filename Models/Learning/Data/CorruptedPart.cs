using System.Text.Json.Serialization;

namespace LossActors.Learning.Data;

/// <summary>Which images a corruption damages.</summary>
public enum CorruptedPart
{
    [JsonStringEnumMemberName("all")]
    All,

    /// <summary>Those of the test split and those for proofs: the network meets a drift that it was not trained for.</summary>
    [JsonStringEnumMemberName("test")]
    Test,
}
