using System.Collections.Immutable;
using LossActors.Learning.Training;
using ScoredResult = LossActors.Learning.Training.Scored;

namespace LossActors.Actors.Islands;

/// <summary>How an island's state follows from its events.</summary>
public static class IslandFold
{
    public static IslandState Apply(IslandState state, IslandEvent happened) => happened switch
    {
        Founded e => state with
        {
            Inputs = state.Inputs + 1,
            Plan = e.Plan,
            FoundedAs = e.Plan,
            RungScores = [.. e.Plan.Rungs.Skip(1).Select(_ => ImmutableSortedSet<Individual>.Empty.WithComparer(Individual.Order))],
            PromotedFrom = [.. e.Plan.Rungs.Skip(1).Select(_ => ImmutableSortedSet<int>.Empty)],
        },
        Born e => OnBorn(state, e),
        Scored e => Remember(state, OnScored(state, e)),
        Promoted e => Issue(state, e.Ticket, new OpenTicket(Known(state, e.Of), e.Rung, 0, IsBirth: false)) with
        {
            PromotedFrom = state.PromotedFrom.SetItem(e.Rung - 1, state.PromotedFrom[e.Rung - 1].Add(e.Of.Birth)),
        },
        Remeasured e => Issue(state, e.Ticket, new OpenTicket(Known(state, e.Of), state.LastRung, e.Measurement, IsBirth: false)),
        Retired e => state with { Population = state.Population.Remove(state.Population.First(i => i.Origin == e.Of)) },
        WavePublished e => e.Closed ? state : state with { Waves = state.Waves.Add(e.Elites) },
        WaveTaken e => Remember(state, OnWaveTaken(state, e)),
        Steered e => Remember(state, state with { Inputs = state.Inputs + 1, Plan = e.Change.Apply(state.Plan!) }),
        SteersGiven e => state with { Repeated = e.Steers },
        CommandTaken e => state with { Commands = state.Commands.Add(e.Command) },
        IslandEnded => state with { Ended = true },
        _ => throw new InvalidOperationException($"No rule for {happened.GetType().Name}."),
    };

    static IslandState OnBorn(IslandState state, Born e)
    {
        var newborn = new Individual(new Origin(state.Plan!.Island, e.Birth), e.Genome, e.Complexity, 0, 0, 0, 0);
        return Issue(state, e.Ticket, new OpenTicket(newborn, 0, 0, IsBirth: true)) with
        {
            Births = e.Birth + 1,
            Keys = state.Keys.Union(e.Keys),
            Unscored = state.Unscored.Add(e.Birth),
        };
    }

    static IslandState Issue(IslandState state, Ticket ticket, OpenTicket open) =>
        state with { NextTicket = ticket.Next, Open = state.Open.Add(ticket, open) };

    static IslandState OnScored(IslandState state, Scored e)
    {
        var open = state.Open[e.Ticket];
        state = state with { Inputs = state.Inputs + 1, Open = state.Open.Remove(e.Ticket) };
        if (open.IsBirth)
            state = state with { BirthsScored = state.BirthsScored + 1, Unscored = state.Unscored.Remove(open.Before.Origin.Birth) };
        if (EvaluationResult.Parse(e.Result.Text) is not ScoredResult result)
            return Leave(state with { Diverged = state.Diverged + 1 }, open.Before.Origin);

        // The newest counts, which another ticket of the same loss may have raised meanwhile.
        var before = state.Population.FirstOrDefault(i => i.Origin == open.Before.Origin);
        var known = before ?? open.Before;
        var after = open.Rung > known.Rung || known.Measurements == 0
            ? known with { Rung = open.Rung, Measurements = 1, Correct = result.Validation.Correct, Total = result.Validation.Total }
            : known with
            {
                Measurements = known.Measurements + 1,
                Correct = known.Correct + result.Validation.Correct,
                Total = known.Total + result.Validation.Total,
            };

        if (open.Rung < state.LastRung)
            state = state with { RungScores = state.RungScores.SetItem(open.Rung, state.RungScores[open.Rung].Add(after)) };
        return Enter(state, before, after);
    }

    static IslandState OnWaveTaken(IslandState state, WaveTaken e)
    {
        // An own birth that comes home is left out: its counts are older than what this island knows of it, or has retired it for.
        foreach (var migrant in e.Migrants.Where(m => m.Origin.Island != state.Plan!.Island))
            if (!state.Population.Any(i => i.Origin == migrant.Origin || i.Genome == migrant.Genome)) state = Enter(state, null, migrant);

        var neighbours = state.Plan!.Neighbours(e.W);
        return e.From == neighbours[^1] ? state with { Inputs = state.Inputs + 1, WavesTaken = e.W + 1 } : state;
    }

    static IslandState Enter(IslandState state, Individual? before, Individual after)
    {
        var population = before is null ? state.Population : state.Population.Remove(before);
        // Once it is in the hall its score does not change any more, so that what it displaced need not come back.
        var isProved = after.Rung == state.LastRung && after.Measurements > state.Plan!.Remeasure;
        var isBest = isProved && state.Hall.Values.All(i => after.Score < i.Score);
        return state with
        {
            Population = population.Add(after),
            Hall = isProved ? HallOfFame.Admit(state.Hall, after) : state.Hall,
            ScoredAtBest = isBest ? state.BirthsScored : state.ScoredAtBest,
        };
    }

    /// <summary>A loss that diverges from other seeds or with more steps is no candidate any more.</summary>
    static IslandState Leave(IslandState state, Origin diverged) => state with
    {
        Population = state.Population.Except(state.Population.Where(i => i.Origin == diverged)),
        Hall = state.Hall.RemoveRange(state.Hall.Where(h => h.Value.Origin == diverged).Select(h => h.Key)),
    };

    /// <summary>
    /// Keeps the new contenders where the plan has a target. A step changes them with its first events, before which as many births were
    /// scored as before the step.
    /// </summary>
    static IslandState Remember(IslandState before, IslandState after)
    {
        if (before.Plan!.Target is not { } target || before.Contenders.SequenceEqual(after.Contenders)) return after;
        var (through, past) = (before.ScoredThrough, after.PastContenders);
        if (past is [.., { } last] && last.ThroughBefore == through) past = past.RemoveAt(past.Count - 1);
        return after with
        {
            PastContenders = past.Add(new PastContenders(through, after.Contenders)),
            MetAt = after.MetAt ?? (after.Hall.Values.Any(i => i.Score <= target) ? through + 1 : null),
        };
    }

    static Individual Known(IslandState state, Origin of) =>
        state.Population.FirstOrDefault(i => i.Origin == of)
        ?? state.RungScores.SelectMany(r => r).First(i => i.Origin == of);
}
