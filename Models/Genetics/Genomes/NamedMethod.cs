using System.Collections.Immutable;

namespace LossActors.Genetics.Genomes;

/// <summary>
/// A published way to train that is no genome, as it needs what a loss of one batch does not see: the weights, or the groups of the
/// samples.
/// </summary>
/// <param name="Name">How comparisons write it.</param>
/// <param name="Formula">What is minimised or done, in words of mathematics.</param>
/// <param name="Note">Which setting is the default, or which reading of the source.</param>
/// <param name="Source">Where it was published.</param>
public sealed record NamedMethod(string Name, string Formula, string Note, string Source)
{
    public static ImmutableArray<NamedMethod> All { get; } =
    [
        new("ce+l2", "−log p_y + (λ/2)·‖w‖²", "λ = 5e-4, the weight decay of the recipe's optimiser", "Krogh and Hertz, NeurIPS 1991"),
        new(
            "sharpdro", "mean l(w) + Σ_s q_s·(l_s(w′) − l_s(w)), w′ = w + ρ·g/‖g‖, q_s ← q_s·exp(0.01·l_s)/Σ",
            "s are the samples' groups, such as severities; ρ = 0.05, from the grid of COCE's code; in comparisons only",
            "Huang et al. (SharpDRO), CVPR 2023"),
    ];
}
