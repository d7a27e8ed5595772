using System.Text.Json.Serialization;

namespace LossActors.Learning.Data;

/// <summary>The published levels at severities 1 … 5 (released code of COCE).</summary>
public enum CorruptionTable
{
    /// <summary>Deviations .04 .06 .08 .09 .10; JPEG qualities 80 65 58 50 40.</summary>
    [JsonStringEnumMemberName("cifar")]
    Cifar,

    /// <summary>Deviations .04 .08 .12 .15 .18; JPEG qualities 65 58 50 40 25.</summary>
    [JsonStringEnumMemberName("imagenet")]
    ImageNet,
}
