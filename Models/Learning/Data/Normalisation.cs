using System.Text.Json.Serialization;

namespace LossActors.Learning.Data;

/// <summary>What becomes of the values of a file data set.</summary>
public enum Normalisation
{
    /// <summary>Zero mean and unit deviation in each channel, by the training points alone.</summary>
    [JsonStringEnumMemberName("standard")]
    Standard,

    /// <summary>Bytes divided by 255; other numbers as they are.</summary>
    [JsonStringEnumMemberName("unit")]
    Unit,
}
