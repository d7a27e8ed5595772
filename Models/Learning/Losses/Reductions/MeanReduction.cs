
namespace LossActors.Learning.Losses.Reductions;

sealed class MeanReduction : SampleReduction
{
    internal override bool IsMean => true;

    public override (double Value, double ThetaSlope) Reduce(ReadOnlySpan<double> losses, double theta, Span<double> weights)
    {
        weights.Fill(1.0 / losses.Length);
        return (Mean(losses), 0);
    }

    public override Tensor Value(Tensor losses, Tensor? theta) => losses.mean();
}
