using System.Text.Json.Serialization;

namespace LossActors.Learning.Data;

public enum CorruptionKind
{
    /// <summary>Independent noise on every channel of every pixel, cut off at black and white and rounded to bytes.</summary>
    [JsonStringEnumMemberName("gaussian-noise")]
    GaussianNoise,

    /// <summary>What is left after the image was written to a JPEG file and read back.</summary>
    [JsonStringEnumMemberName("jpeg")]
    Jpeg,
}
