using System.Text.Json.Serialization;

namespace LossActors.Learning.Networks;

/// <summary>A multi-layer perceptron.</summary>
/// <param name="Hidden">Widths of the hidden layers, in order; empty for a linear model.</param>
/// <param name="SingleOutput">One output z read as the logits (z, 0); for two classes only.</param>
/// <param name="BatchNorm">Normalise before each activation; the hidden layers then have no biases.</param>
public sealed record MlpSpec(
    IReadOnlyList<int> Hidden, Activation Activation = Activation.Relu, bool SingleOutput = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool BatchNorm = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Initialisation Initialisation = Initialisation.Kaiming)
    : NetworkSpec
{
    /// <summary>Between hidden layers, 1 GiB of weights: more may end the process, and nobody trains that thousands of times.</summary>
    const long MostWeights = 1L << 28;

    [JsonIgnore]
    internal override bool NormalisesBatches => BatchNorm && Hidden.Count > 0;

    public bool Equals(MlpSpec? other) =>
        other is not null && Hidden.SequenceEqual(other.Hidden) && Activation == other.Activation && SingleOutput == other.SingleOutput
        && BatchNorm == other.BatchNorm && Initialisation == other.Initialisation;

    public override int GetHashCode() =>
        HashCode.Combine(Hidden.Count, Hidden is [var first, ..] ? first : 0, Activation, SingleOutput, BatchNorm);

    internal override IEnumerable<(string, string)> Problems()
    {
        if (Hidden is null)
        {
            yield return ("hidden", "is missing; write the widths of the hidden layers, such as [100]");
            yield break;
        }

        foreach (var width in Hidden)
            if (width is < 1 or > 1 << 16) yield return ("hidden", $"holds {width}; a width is 1 to 65536");
        var weights = Hidden.Zip(Hidden.Skip(1), (a, b) => (long)a * b).Sum();
        if (weights > MostWeights) yield return ("hidden", $"makes {weights} weights between its layers; {MostWeights} are the most");
    }
}
