using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LossActors.Actors.Entities;

namespace LossActors.Actors.Islands;

/// <summary>What happened on an island: its decisions, and its inputs recorded whole. The journal's types and bodies.</summary>
public abstract record IslandEvent : IEvent
{
    /// <summary>Whether <c>journal --decisions</c> prints it as one of the island's decisions; false: it says who asked.</summary>
    [JsonIgnore]
    public virtual bool IsDecision => true;
}

/// <summary>The island's first input.</summary>
public sealed record Founded(IslandPlan Plan) : IslandEvent;

/// <summary>A loss was bred and its evaluation asked for.</summary>
/// <param name="How">Which operator made it.</param>
/// <param name="Factor">The scale's closed form: what its gradient is multiplied by.</param>
/// <param name="Keys">What makes another loss its twin: canonical text and gradient fingerprints.</param>
/// <param name="Redrawn">Why earlier tries at this birth were dropped, with counts.</param>
public sealed record Born(
    int Birth, Ticket Ticket, string Genome, string How, ImmutableArray<Origin> Parents, int Complexity, double Factor,
    ImmutableArray<string> Keys, ImmutableSortedDictionary<string, int> Redrawn) : IslandEvent;

/// <summary>A result was taken. A diverged loss is scored too: it enters no population.</summary>
/// <param name="Result">The result whole, as it came.</param>
public sealed record Scored(Ticket Ticket, Origin Of, CanonicalJson Result) : IslandEvent;

/// <summary>A loss goes on to a higher rung.</summary>
public sealed record Promoted(Origin Of, int Rung, Ticket Ticket) : IslandEvent;

/// <summary>An elite is measured again with other seeds.</summary>
public sealed record Remeasured(Origin Of, int Measurement, Ticket Ticket) : IslandEvent;

/// <summary>A loss left the population.</summary>
public sealed record Retired(Origin Of) : IslandEvent;

public sealed record WavePublished(int W, bool Closed, ImmutableArray<Individual> Elites) : IslandEvent;

/// <summary>Wave <paramref name="W"/> of one neighbour was taken; a closed one is empty.</summary>
public sealed record WaveTaken(int W, int From, bool Closed, ImmutableArray<Individual> Migrants) : IslandEvent;

/// <summary>A person changed the island.</summary>
/// <param name="After">How many inputs the island had taken before this one: with it the change can be repeated at the same place.</param>
public sealed record Steered(int After, Steering Change) : IslandEvent;

/// <summary>No more is to be bred, no ticket is open and nothing is pending.</summary>
public sealed record IslandEnded(int Births) : IslandEvent;

/// <summary>Steers to be repeated at their places. Beside <see cref="Founded"/> and not printed: the steers themselves are.</summary>
public sealed record SteersGiven(ImmutableArray<RepeatedSteer> Steers) : IslandEvent
{
    [JsonIgnore]
    public override bool IsDecision => false;
}

/// <summary>The command of the steer before it was taken: the same one again is answered and not taken.</summary>
public sealed record CommandTaken(CommandId Command) : IslandEvent
{
    [JsonIgnore]
    public override bool IsDecision => false;
}
