using System.Collections.Immutable;

namespace LossActors.FormerActors.Islands;

/// <summary>An island between two turns. Immutable; changed by <see cref="IslandFold.Apply"/> alone.</summary>
public sealed record IslandState
{
    public static IslandState Initial { get; } = new();

    /// <summary>Null until the island is founded.</summary>
    public IslandPlan? Plan { get; init; }

    /// <summary>Inputs taken: each turn takes one.</summary>
    public int Inputs { get; init; }

    /// <summary>The next birth.</summary>
    public int Births { get; init; }

    /// <summary>The next ticket.</summary>
    public int Tickets { get; init; }

    /// <summary>Evaluations in flight, by ticket.</summary>
    public ImmutableSortedDictionary<int, OpenTicket> Open { get; init; } = ImmutableSortedDictionary<int, OpenTicket>.Empty;

    /// <summary>Best first.</summary>
    public ImmutableSortedSet<Individual> Population { get; init; } = ImmutableSortedSet<Individual>.Empty.WithComparer(Individual.Order);

    /// <summary>Every own birth's keys.</summary>
    public ImmutableSortedSet<string> Keys { get; init; } = ImmutableSortedSet<string>.Empty.WithComparer(StringComparer.Ordinal);

    /// <summary>Own births that have a score or a divergence on record.</summary>
    public int BirthsScored { get; init; }

    /// <summary>Births whose first ticket is still open, so that "all births up to b are scored" can be told.</summary>
    public ImmutableSortedSet<int> Unscored { get; init; } = [];

    public int Diverged { get; init; }

    /// <summary>Scores of own births by rung, best first: the last rung's are not kept, since nobody is promoted from it.</summary>
    public ImmutableArray<ImmutableSortedSet<Individual>> RungScores { get; init; } = [];

    /// <summary>Own births that went on from each rung.</summary>
    public ImmutableArray<ImmutableSortedSet<int>> PromotedFrom { get; init; } = [];

    /// <summary>The next wave to publish, and the next to take.</summary>
    public int WavesPublished { get; init; }

    public int WavesTaken { get; init; }

    /// <summary>Best own or taken score on the last rung for each complexity below which none is better: the hall of fame.</summary>
    public ImmutableSortedDictionary<int, Individual> Hall { get; init; } = ImmutableSortedDictionary<int, Individual>.Empty;

    public bool Ended { get; init; }

    /// <summary>Births up to and including this one are all scored; −1: not even the first.</summary>
    public int ScoredThrough => (Unscored.IsEmpty ? Births : Unscored[0]) - 1;
}

/// <summary>An evaluation in flight: of which loss, on which rung, which measurement of it.</summary>
/// <param name="Before">The loss with what was known of it when the ticket was issued.</param>
public sealed record OpenTicket(Individual Before, int Rung, int Measurement, bool IsBirth);
