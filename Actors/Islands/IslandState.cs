using System.Collections.Immutable;

namespace LossActors.Actors.Islands;

/// <summary>An island between two steps. Immutable; changed by <see cref="IslandFold.Apply"/> alone.</summary>
public sealed record IslandState
{
    public static IslandState Initial { get; } = new();

    /// <summary>The plan as steered so far; null until the island is founded.</summary>
    public IslandPlan? Plan { get; init; }

    /// <summary>The plan before any steer.</summary>
    public IslandPlan? FoundedAs { get; init; }

    /// <summary>Inputs taken: each step takes one.</summary>
    public int Inputs { get; init; }

    /// <summary>The next birth.</summary>
    public int Births { get; init; }

    /// <summary>The ticket that is issued next.</summary>
    public Ticket NextTicket { get; init; }

    /// <summary>Evaluations in flight, by ticket.</summary>
    public ImmutableSortedDictionary<Ticket, OpenTicket> Open { get; init; } = ImmutableSortedDictionary<Ticket, OpenTicket>.Empty;

    /// <summary>Best first.</summary>
    public ImmutableSortedSet<Individual> Population { get; init; } = ImmutableSortedSet<Individual>.Empty.WithComparer(Individual.Order);

    /// <summary>Every own birth's keys.</summary>
    public ImmutableSortedSet<string> Keys { get; init; } = ImmutableSortedSet<string>.Empty.WithComparer(StringComparer.Ordinal);

    /// <summary>Own births that have a score or a divergence on record.</summary>
    public int BirthsScored { get; init; }

    /// <summary>Births whose first ticket is still open, so that "all births up to b are scored" can be told.</summary>
    public ImmutableSortedSet<int> Unscored { get; init; } = [];

    /// <summary>How many were when the hall of fame last had a new best.</summary>
    public int ScoredAtBest { get; init; }

    public int Diverged { get; init; }

    /// <summary>Scores of own births by rung, best first: the last rung's are not kept, since nobody is promoted from it.</summary>
    public ImmutableArray<ImmutableSortedSet<Individual>> RungScores { get; init; } = [];

    /// <summary>Own births that went on from each rung.</summary>
    public ImmutableArray<ImmutableSortedSet<int>> PromotedFrom { get; init; } = [];

    /// <summary>The elites of every wave published, wave 0 first; once the island has ended, all later waves are closed.</summary>
    public ImmutableList<ImmutableArray<Individual>> Waves { get; init; } = [];

    /// <summary>The next wave to take.</summary>
    public int WavesTaken { get; init; }

    /// <summary>
    /// Best own or taken score on the last rung for each complexity below which none is better, of losses measured as often as the plan
    /// asks: the hall of fame.
    /// </summary>
    public ImmutableSortedDictionary<int, Individual> Hall { get; init; } = ImmutableSortedDictionary<int, Individual>.Empty;

    /// <summary>All contenders so far, where the plan has a target: which of them count is known when the search ends.</summary>
    public ImmutableList<PastContenders> PastContenders { get; init; } = [];

    /// <summary>
    /// The birth at which this island first met the target: the one after all that were scored before the step that met it. That step
    /// counts whole, and so does all that any island did before it had scored as far.
    /// </summary>
    public int? MetAt { get; init; }

    /// <summary>Steers to be taken at their places.</summary>
    public ImmutableArray<RepeatedSteer> Repeated { get; init; } = [];

    /// <summary>Commands whose steers are on record.</summary>
    public ImmutableHashSet<CommandId> Commands { get; init; } = [];

    public bool Ended { get; init; }

    /// <summary>Births up to and including this one are all scored; −1: not even the first.</summary>
    public int ScoredThrough => (Unscored.IsEmpty ? Births : Unscored[0]) - 1;

    /// <summary>Whether more are to be bred. What is still in flight may be a new best, and then it is so again.</summary>
    public bool IsBreeding => Births < Plan!.Births && !(BirthsScored - ScoredAtBest >= Plan.Stall);

    public int LastRung => Plan!.Rungs.Length - 1;

    /// <summary>Wave <paramref name="w"/> as neighbours get it; null: not published yet.</summary>
    public Wave? Published(int w) =>
        w >= 0 && w < Waves.Count ? new Wave(w, Plan!.Island, Closed: false, Waves[w])
        : Ended ? new Wave(Waves.Count, Plan!.Island, Closed: true, [])
        : null;

    /// <summary>
    /// Whom the island names as possible champions: its hall of fame, and its best on the last rung, whatever their complexity. One loss
    /// that is simple and was lucky twice would otherwise keep all others from the final.
    /// </summary>
    public ImmutableArray<Individual> Contenders => Plan is null ? [] :
    [
        .. Hall.Values.Concat(Population.Where(i => i.Rung == LastRung).Take(Math.Min(Plan.Contenders, Plan.Population)))
            .DistinctBy(i => i.Origin),
    ];

    /// <summary>
    /// The contenders after the last step that began before all births up to the stop were scored; without a stop, the latest.
    /// </summary>
    public ImmutableArray<Individual> ContendersAt(int? stop) =>
        stop is null ? Contenders : PastContenders.FindLast(p => p.ThroughBefore < stop)?.Losses ?? [];
}

/// <summary>The contenders after a step.</summary>
/// <param name="ThroughBefore">Births up to this one were all scored before that step.</param>
public sealed record PastContenders(int ThroughBefore, ImmutableArray<Individual> Losses);
