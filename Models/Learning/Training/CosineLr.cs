using LossActors.Genetics.Numerics;

namespace LossActors.Learning.Training;

/// <summary>
/// Lets the learning rate fall along half a cosine (Loshchilov and Hutter, SGDR, 2017, without
/// restarts; PyTorch's <c>CosineAnnealingLR</c>):
/// final + (1 − final)·(1 + cos(π·step/steps))/2.
/// </summary>
/// <param name="Final">Share of the learning rate that it falls to, in [0, 1].</param>
public sealed record CosineLr(double Final = 0) : LrSchedule
{
    public override double Factor(long step, int steps) => Final + (1 - Final) * (1 + ScalarMath.Cos(Math.PI * step / steps)) / 2;

    internal override IEnumerable<(string, string)> Problems()
    {
        if (!(Final >= 0 && Final <= 1)) yield return ("final", $"is {Final}; it is a share of the learning rate, in [0, 1]");
    }
}
