using System.Text.Json.Serialization;

namespace LossActors.Learning.Data;

/// <summary>How the severities of corrupted images are distributed; p is min(Poisson(1), 5): .368 .368 .184 .061 .015 .004.</summary>
public enum SeverityDistribution
{
    /// <summary>p: most images are clean.</summary>
    [JsonStringEnumMemberName("poisson")]
    Poisson,

    /// <summary>Each of the six alike.</summary>
    [JsonStringEnumMemberName("uniform")]
    Uniform,

    /// <summary>5 − p: most images are at the worst.</summary>
    [JsonStringEnumMemberName("reversed-poisson")]
    ReversedPoisson,
}
