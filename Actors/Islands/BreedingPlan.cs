using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LossActors.Genetics.Variation;

namespace LossActors.Actors.Islands;

/// <summary>How children come about. Probabilities in [0, 1]; what they leave of 1 is mutation.</summary>
public sealed record BreedingPlan
{
    /// <summary>Losses that compete for each parent's place.</summary>
    public int TournamentSize { get; init; } = 4;

    /// <summary>Score that one node of complexity costs in a tournament.</summary>
    public double Parsimony { get; init; }

    /// <summary>Share of children with two parents.</summary>
    public double Crossover { get; init; } = 0.6;

    /// <summary>Share of children that are new random losses.</summary>
    public double Immigration { get; init; } = 0.05;

    public int MaxNodes { get; init; } = 40;

    public int MaxDepth { get; init; } = 8;

    /// <summary>Whether the scale's gene m is searched too.</summary>
    public bool SearchScale { get; init; } = true;

    /// <summary>Genes beside body and scale that are searched too.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public SearchedGenes Genes { get; init; }

    /// <summary>Weights of operators and leaves in a draw, of those that have not the usual one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableSortedDictionary<string, double>? Weights { get; init; }
}
