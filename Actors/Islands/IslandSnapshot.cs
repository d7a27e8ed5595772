using System.Collections.Immutable;

namespace LossActors.Actors.Islands;

/// <summary>An island's state in an order of its own, so that equal states give equal bytes.</summary>
public sealed record IslandSnapshot
{
    public const int Format = 4;

    public required IslandPlan? Plan { get; init; }
    public required IslandPlan? FoundedAs { get; init; }
    public required int Inputs { get; init; }
    public required int Births { get; init; }
    public required Ticket NextTicket { get; init; }
    public required ImmutableArray<OpenTicketAt> Open { get; init; }
    public required ImmutableArray<Individual> Population { get; init; }
    public required ImmutableArray<string> Keys { get; init; }
    public required int BirthsScored { get; init; }
    public required ImmutableArray<int> Unscored { get; init; }
    public required int ScoredAtBest { get; init; }
    public required int Diverged { get; init; }
    public required ImmutableArray<ImmutableArray<Individual>> RungScores { get; init; }
    public required ImmutableArray<ImmutableArray<int>> PromotedFrom { get; init; }
    public required ImmutableArray<ImmutableArray<Individual>> Waves { get; init; }
    public required int WavesTaken { get; init; }
    public required ImmutableArray<Individual> Hall { get; init; }
    public required ImmutableArray<PastContenders> PastContenders { get; init; }
    public required int? MetAt { get; init; }
    public required ImmutableArray<RepeatedSteer> Repeated { get; init; }
    public required ImmutableArray<string> Commands { get; init; }
    public required bool Ended { get; init; }

    public static IslandSnapshot Of(IslandState state) => new()
    {
        Plan = state.Plan,
        FoundedAs = state.FoundedAs,
        Inputs = state.Inputs,
        Births = state.Births,
        NextTicket = state.NextTicket,
        Open = [.. state.Open.Select(o => new OpenTicketAt(o.Key, o.Value))],
        Population = [.. state.Population],
        Keys = [.. state.Keys],
        BirthsScored = state.BirthsScored,
        Unscored = [.. state.Unscored],
        ScoredAtBest = state.ScoredAtBest,
        Diverged = state.Diverged,
        RungScores = [.. state.RungScores.Select(r => r.ToImmutableArray())],
        PromotedFrom = [.. state.PromotedFrom.Select(r => r.ToImmutableArray())],
        Waves = [.. state.Waves],
        WavesTaken = state.WavesTaken,
        Hall = [.. state.Hall.Values],
        PastContenders = [.. state.PastContenders],
        MetAt = state.MetAt,
        Repeated = state.Repeated,
        Commands = [.. state.Commands.Select(c => c.Id).Order(StringComparer.Ordinal)],
        Ended = state.Ended,
    };

    public IslandState ToState() => new()
    {
        Plan = Plan,
        FoundedAs = FoundedAs,
        Inputs = Inputs,
        Births = Births,
        NextTicket = NextTicket,
        Open = Open.ToImmutableSortedDictionary(o => o.Ticket, o => o.Evaluation),
        Population = Population.ToImmutableSortedSet(Individual.Order),
        Keys = Keys.ToImmutableSortedSet(StringComparer.Ordinal),
        BirthsScored = BirthsScored,
        Unscored = [.. Unscored],
        ScoredAtBest = ScoredAtBest,
        Diverged = Diverged,
        RungScores = [.. RungScores.Select(r => r.ToImmutableSortedSet(Individual.Order))],
        PromotedFrom = [.. PromotedFrom.Select(r => r.ToImmutableSortedSet())],
        Waves = [.. Waves],
        WavesTaken = WavesTaken,
        Hall = Hall.ToImmutableSortedDictionary(i => i.Complexity, i => i),
        PastContenders = [.. PastContenders],
        MetAt = MetAt,
        Repeated = Repeated,
        Commands = [.. Commands.Select(id => new CommandId(id))],
        Ended = Ended,
    };
}

public sealed record OpenTicketAt(Ticket Ticket, OpenTicket Evaluation);
