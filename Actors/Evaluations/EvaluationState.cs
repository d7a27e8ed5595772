using System.Collections.Immutable;
using LossActors.Actors.Entities;

namespace LossActors.Actors.Evaluations;

public sealed record EvaluationState
{
    public static readonly EvaluationState Empty = new();

    /// <summary>Null until done or condemned.</summary>
    public CanonicalJson? Result { get; init; }

    public Cost? Cost { get; init; }

    public int Suspicions { get; init; }

    public int Deaths { get; init; }

    /// <summary>The number of the attempt that counts now. What belongs to another one is answered and dropped.</summary>
    public int Attempt => Suspicions + Deaths;

    /// <summary>Leaves given in this attempt that have not ended.</summary>
    public ImmutableArray<Started> Starts { get; init; } = [];

    /// <summary>Machines under suspicion.</summary>
    public ImmutableSortedSet<string> SuspectedOn { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Whether the result is a verdict, which three witnesses have borne out: it is not audited.</summary>
    public bool IsCondemned { get; init; }

    public bool IsAudited { get; init; }

    public bool IsNondeterministic { get; init; }

    /// <summary>Why nobody is to train it any more, or null.</summary>
    public string? Parked { get; init; }
}
