using System.Text.Json.Serialization;

namespace LossActors.Learning.Training;

public enum DivergenceReason
{
    /// <summary>The network's outputs became NaN or infinite: weights blew up.</summary>
    [JsonStringEnumMemberName("logits")]
    Logits,

    /// <summary>The loss was NaN or infinite.</summary>
    [JsonStringEnumMemberName("loss")]
    Loss,

    /// <summary>The loss's gradient at the logits was NaN or infinite.</summary>
    [JsonStringEnumMemberName("gradient")]
    Gradient,
}
