using LossActors.Genetics.Genes.Reductions;
using LossActors.Genetics.Numerics;

namespace LossActors.Learning.Losses.Reductions;

/// <summary>
/// η + mean ρ(L_i − η), or η + ρ(mean L_i − η) at the level of the batch, with L_i = θ + φ(ℓ_i − θ). θ is 0, trained, or the batch's
/// lower quantile at β (½ where φ has no β), through which the gradient flows as in the authors' released code.
/// </summary>
sealed class ConcentratedReduction(Concentrated gene) : SampleReduction
{
    public override bool LearnsThreshold => gene.Theta == Concentrated.Location.Learned;

    public override (double Value, double ThetaSlope) Reduce(ReadOnlySpan<double> losses, double theta, Span<double> weights)
    {
        var count = losses.Length;
        var threshold = gene.Theta switch
        {
            Concentrated.Location.Zero => 0,
            Concentrated.Location.Learned => theta,
            _ => Quantile(losses, weights),
        };
        var (sum, level) = (0.0, 0.0);
        foreach (var loss in losses) level += Equivalent(loss - threshold).Value / count;
        var (batch, batchSlope) = Dispersions.Of(gene.Rho, threshold + level - gene.Eta);
        var thresholdSlope = 0.0;
        for (var i = 0; i < count; i++)
        {
            var (value, slope) = Equivalent(losses[i] - threshold);
            var (rho, rhoSlope) = gene.PerBatch ? (batch, batchSlope) : Dispersions.Of(gene.Rho, threshold + value - gene.Eta);
            sum += rho;
            weights[i] = rhoSlope * slope / count;
            thresholdSlope += rhoSlope * (1 - slope) / count;
        }

        if (gene.Theta == Concentrated.Location.Quantile)
        {
            var equal = 0;
            foreach (var loss in losses)
                if (loss == threshold) equal++;
            for (var i = 0; i < count; i++)
                if (losses[i] == threshold) weights[i] += thresholdSlope / equal;
        }

        return (gene.Eta + sum / count, LearnsThreshold ? thresholdSlope : 0);
    }

    public override Tensor Value(Tensor losses, Tensor? theta)
    {
        var threshold = gene.Theta switch
        {
            Concentrated.Location.Zero => null,
            Concentrated.Location.Learned => theta,
            _ => Quantile(losses),
        };
        var equivalent = threshold is null ? Equivalent(losses) : Equivalent(losses - threshold).Plus(threshold);
        return gene.PerBatch
            ? Dispersions.Of(gene.Rho, equivalent.mean().Minus(gene.Eta)).Plus(gene.Eta)
            : Dispersions.Of(gene.Rho, equivalent.Minus(gene.Eta)).mean().Plus(gene.Eta);
    }

    (double Value, double Slope) Equivalent(double x)
    {
        switch (gene.Certainty)
        {
            case Certainty.Linear: return (x, 1);
            case Certainty.ValueAtRisk: return Positive(x, 1 / (1 - gene.Shape));
            case Certainty.ChiSquare: return Positive(x, Math.Sqrt(1 + 2 * gene.Shape));
            case Certainty.Quadratic:
                var (shifted, on) = Positive(x + 1, 1);
                return ((shifted * shifted - 1) / 2, shifted * on);
            default:
                var power = Math.Exp(Math.Min(gene.Shape * x, Guards.MaxExponent));
                return ((power - 1) / gene.Shape, gene.Shape * x <= Guards.MaxExponent ? power : 0);
        }
    }

    Tensor Equivalent(Tensor x) => gene.Certainty switch
    {
        Certainty.Linear => x,
        Certainty.ValueAtRisk => x.relu().Over(1 - gene.Shape),
        Certainty.ChiSquare => x.relu().Times(Math.Sqrt(1 + 2 * gene.Shape)),
        Certainty.Quadratic => x.Plus(1).relu().square().Minus(1).Over(2),
        _ => x.Times(gene.Shape).AtMost(Guards.MaxExponent).expm1().Over(gene.Shape),
    };

    static (double Value, double Slope) Positive(double x, double factor) => x > 0 ? (x * factor, factor) : x <= 0 ? (0, 0) : (x, x);

    double Level => gene.Certainty == Certainty.ValueAtRisk ? gene.Shape : 0.5;

    int Rank(long count) => (int)Math.Floor(Math.Round(Level * (count - 1), 9));

    double Quantile(ReadOnlySpan<double> losses, Span<double> room)
    {
        losses.CopyTo(room);
        room.Sort();
        return room[Rank(losses.Length)];
    }

    Tensor Quantile(Tensor losses)
    {
        Tensor here;
        using (torch.no_grad())
            here = losses.eq(losses.sort().Values.select(0, Rank(losses.numel()))).to(losses.dtype);
        return (losses * here).sum() / here.sum();
    }
}
