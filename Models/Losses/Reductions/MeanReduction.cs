using LossActors.Torch;

namespace LossActors.Models.Losses.Reductions;

sealed class MeanReduction : SampleReduction
{
    internal override bool IsMean => true;

    public override double Reduce(ReadOnlySpan<double> losses, Span<double> weights)
    {
        var sum = 0.0;
        foreach (var loss in losses) sum += loss;
        weights.Fill(1.0 / losses.Length);
        return sum / losses.Length;
    }

    public override Tensor Value(Tensor losses) => losses.mean();
}
