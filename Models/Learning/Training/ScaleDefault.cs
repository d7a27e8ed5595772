using System.Text.Json.Serialization;

namespace LossActors.Learning.Training;

/// <summary>What scales the gradient of a loss whose genome names no scale.</summary>
public enum ScaleDefault
{
    /// <summary>The closed-form factor that gives cross-entropy's gradient at uniform predictions.</summary>
    [JsonStringEnumMemberName("unit")]
    Unit,

    /// <summary>None: the gradient as the formula has it.</summary>
    [JsonStringEnumMemberName("raw")]
    Raw,
}
