namespace LossActors.Learning.Training;

/// <summary>Multiplies the learning rate by <paramref name="Gamma"/> at each milestone, as PyTorch's <c>MultiStepLR</c> does.</summary>
/// <param name="Milestones">Fractions of the training, rising, in (0, 1); the step is rounded half to even.</param>
/// <param name="Gamma">In (0, 1].</param>
public sealed record MultiStepLr(IReadOnlyList<double> Milestones, double Gamma = 0.1) : LrSchedule
{
    public override double Factor(long step, int steps)
    {
        var factor = 1.0;
        foreach (var milestone in Milestones)
            if (step >= (long)Math.Round(milestone * steps, MidpointRounding.ToEven)) factor *= Gamma;
        return factor;
    }

    public bool Equals(MultiStepLr? other) => other is not null && Gamma == other.Gamma && Milestones.SequenceEqual(other.Milestones);

    public override int GetHashCode() => HashCode.Combine(Gamma, Milestones.Count);

    internal override IEnumerable<(string, string)> Problems()
    {
        if (Milestones is not { Count: > 0 } || Milestones.Any(m => !(m > 0 && m < 1))
            || Milestones.Zip(Milestones.Skip(1)).Any(p => p.First >= p.Second))
            yield return (
                "milestones",
                $"are {(Milestones is null ? "missing" : $"[{string.Join(", ", Milestones)}]")}; "
                + "write rising fractions of the training in (0, 1), such as [0.3, 0.6, 0.8]");
        if (!(Gamma > 0 && Gamma <= 1)) yield return ("gamma", $"is {Gamma}; it lies in (0, 1]");
    }
}
