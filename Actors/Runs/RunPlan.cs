using System.Collections.Immutable;
using LossActors.Actors.Islands;

namespace LossActors.Actors.Runs;

/// <summary>The search keys of a run file, resolved: all that the run's decisions depend on besides its results.</summary>
public sealed record RunPlan
{
    public required string Name { get; init; }

    /// <summary>Every island's plan but for its number, its learning rate (where that is tuned) and the arithmetic class.</summary>
    public required IslandPlan Islands { get; init; }

    /// <summary>Learning rates among which cross-entropy's best is picked at the founding; empty: the recipe's own stands.</summary>
    public required ImmutableArray<double> TunedRates { get; init; }

    /// <summary>Measurements of each rate.</summary>
    public int TuningMeasurements { get; init; } = 2;

    public required ProofPlan Proof { get; init; }
}

/// <summary>How the champion is chosen and compared after the islands have ended.</summary>
public sealed record ProofPlan
{
    /// <summary>Best losses of the search that are measured again, to choose the champion among.</summary>
    public int Finalists { get; init; } = 5;

    /// <summary>Fresh draws on which the champion, and cross-entropy's best rate, are chosen by validation.</summary>
    public int SelectionDraws { get; init; } = 4;

    /// <summary>Further draws, seen by nobody before, on which the champion and the baselines are compared.</summary>
    public int Draws { get; init; } = 12;

    /// <summary>Learning rates at which cross-entropy may be at its best.</summary>
    public required ImmutableArray<double> Rates { get; init; }

    /// <summary>Losses compared with the champion under its own recipe; cross-entropy is always the first.</summary>
    public required ImmutableArray<Baseline> Baselines { get; init; }
}

/// <param name="WeightDecay">Replaces the recipe's, or null.</param>
public sealed record Baseline(string Name, string Genome, double? WeightDecay = null);
