namespace LossActors.Models.Networks;

/// <summary>A multi-layer perceptron.</summary>
/// <param name="Hidden">Widths of the hidden layers, in order; empty for a linear model.</param>
/// <param name="SingleOutput">One output z read as the logits (z, 0); for two classes only.</param>
public sealed record MlpSpec(IReadOnlyList<int> Hidden, Activation Activation = Activation.Relu, bool SingleOutput = false) : NetworkSpec
{
    public bool Equals(MlpSpec? other) =>
        other is not null && Hidden.SequenceEqual(other.Hidden) && Activation == other.Activation && SingleOutput == other.SingleOutput;

    public override int GetHashCode() => HashCode.Combine(Hidden.Count, Hidden is [var first, ..] ? first : 0, Activation, SingleOutput);

    internal override IEnumerable<(string, string)> Problems()
    {
        if (Hidden is null)
        {
            yield return ("hidden", "is missing; write the widths of the hidden layers, such as [100]");
            yield break;
        }

        foreach (var width in Hidden)
            if (width is < 1 or > 1 << 16) yield return ("hidden", $"holds {width}; a width is 1 to 65536");
    }
}
