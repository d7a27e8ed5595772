namespace LossActors.Actors.Islands;

/// <summary>What a person changes of a running island; null leaves a value as it is.</summary>
public sealed record Steering
{
    public int? Population { get; init; }

    public int? Window { get; init; }

    public Topology? Topology { get; init; }

    /// <summary>Births between two waves, at least 1; an island without waves stays without.</summary>
    public int? Every { get; init; }

    public int? Lag { get; init; }

    public int? Elites { get; init; }

    public int? TournamentSize { get; init; }

    public double? Parsimony { get; init; }

    public double? Crossover { get; init; }

    public double? Immigration { get; init; }

    /// <summary>The plan with these changes.</summary>
    public IslandPlan Apply(IslandPlan plan) => plan with
    {
        Population = Population ?? plan.Population,
        Window = Window ?? plan.Window,
        Topology = Topology ?? plan.Topology,
        Every = plan.Every == 0 ? 0 : Every ?? plan.Every,
        Lag = Lag ?? plan.Lag,
        Elites = Elites ?? plan.Elites,
        Breeding = plan.Breeding with
        {
            TournamentSize = TournamentSize ?? plan.Breeding.TournamentSize,
            Parsimony = Parsimony ?? plan.Breeding.Parsimony,
            Crossover = Crossover ?? plan.Breeding.Crossover,
            Immigration = Immigration ?? plan.Breeding.Immigration,
        },
    };

    /// <summary>Why the changed plan would not work, in a sentence, or null.</summary>
    public string? Problem(IslandPlan plan)
    {
        var after = Apply(plan);
        return after.Population < 2 ? $"population {after.Population} is too small; at least 2 are needed"
            : after.Window < 1 || after.Window > after.Population / 2 ? $"window {after.Window} does not lie between 1 and half the population of {after.Population}"
            : Every < 1 ? "migration.every is at least 1; an island cannot stop its waves, since others wait for them"
            : Every is not null && plan.Every == 0 ? "this run was founded without migration, so migration.every cannot be steered"
            : after.Lag < 0 ? "migration.lag is at least 0"
            : after.Elites < 1 || after.Elites > after.Population ? $"migration.elites {after.Elites} does not lie between 1 and the population of {after.Population}"
            : after.Breeding.TournamentSize < 1 ? "selection.size is at least 1"
            : after.Breeding.Parsimony < 0 ? "selection.parsimony is at least 0"
            : after.Breeding.Crossover is < 0 or > 1 || after.Breeding.Immigration is < 0 or > 1 || after.Breeding.Crossover + after.Breeding.Immigration > 1
                ? "crossover and immigration are shares, together at most 1"
            : null;
    }
}
