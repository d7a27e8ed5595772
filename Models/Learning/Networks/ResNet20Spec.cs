using System.Text.Json.Serialization;

namespace LossActors.Learning.Networks;

/// <summary>
/// ResNet-20 for small images (He et al., CVPR 2016, section 4.2): three stages of three blocks, 16, 32 and 64 channels, shortcuts without
/// parameters (option A). 269,722 parameters for three channels and ten classes.
/// </summary>
public sealed record ResNet20Spec : NetworkSpec
{
    [JsonIgnore]
    internal override bool NormalisesBatches => true;

    internal override IEnumerable<(string, string)> Problems() => [];
}
