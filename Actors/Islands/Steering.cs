using System.Text.Json.Serialization;

namespace LossActors.Actors.Islands;

/// <summary>What a person changes of a running island; null leaves a value as it is.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
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
        var (population, window, elites, breeding) = (after.Population, after.Window, after.Elites, after.Breeding);
        return population < 2 ? $"population {population} is too small; at least 2 are needed"
            : window < 1 || window > population / 2 ? $"window {window} does not lie between 1 and half the population of {population}"
            : Every < 1 ? "migration.every is at least 1; an island cannot stop its waves, since others wait for them"
            : Every is not null && plan.Every == 0 ? "this run was founded without migration, so migration.every cannot be steered"
            : after.Lag < 0 ? "migration.lag is at least 0"
            : elites < 1 || elites > population ? $"migration.elites {elites} does not lie between 1 and the population of {population}"
            : breeding.TournamentSize < 1 ? "selection.size is at least 1"
            : breeding.Parsimony < 0 ? "selection.parsimony is at least 0"
            : breeding.Crossover is < 0 or > 1 || breeding.Immigration is < 0 or > 1 || breeding.Crossover + breeding.Immigration > 1
                ? "crossover and immigration are shares, together at most 1"
            : null;
    }
}
