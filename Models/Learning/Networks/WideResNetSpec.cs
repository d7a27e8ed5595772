using System.Text.Json.Serialization;

namespace LossActors.Learning.Networks;

/// <summary>
/// WRN-28-2 (Zagoruyko and Komodakis, BMVC 2016) as in the COCE experiments: LeakyReLU of slope 0.1. 1,467,610 parameters for three
/// channels and ten classes.
/// </summary>
/// <param name="BatchNormMomentum">
/// Share of a batch in the running statistics by which the network is scored; 1e-3 as published
/// asks for trainings of several thousand steps.
/// </param>
public sealed record WideResNetSpec(double BatchNormMomentum = 1e-3) : NetworkSpec
{
    [JsonIgnore]
    internal override bool NormalisesBatches => true;

    internal override IEnumerable<(string, string)> Problems()
    {
        if (!(BatchNormMomentum > 0 && BatchNormMomentum <= 1))
            yield return ("batch-norm-momentum", $"is {BatchNormMomentum}; it lies in (0, 1]");
    }
}
