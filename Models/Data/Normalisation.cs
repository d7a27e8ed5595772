using System.Text.Json.Serialization;

namespace LossActors.Models.Data;

/// <summary>What becomes of the pixel values 0 … 255 of a file data set.</summary>
public enum Normalisation
{
    /// <summary>Zero mean and unit deviation in each channel, by the training points alone.</summary>
    [JsonStringEnumMemberName("standard")]
    Standard,

    /// <summary>Divided by 255.</summary>
    [JsonStringEnumMemberName("unit")]
    Unit,
}
