using LossActors.Actors.Entities;

namespace LossActors.Actors.Islands;

/// <summary>
/// What an island does with an input, and the order of its acts: while its window has room it publishes a due wave, issues a
/// pending promotion or re-measurement, waits for a wave that is due to be taken, or breeds the next birth.
/// </summary>
public sealed class IslandDecisions(IBreeder breeder)
{
    public Decision<IslandEvent> Decide(IslandState state, Input input)
    {
        var step = new IslandStep(state);
        switch (input)
        {
            case Founding(var plan, var steers) when state.Plan is null:
                step.Emit(new Founded(plan));
                if (!steers.IsDefaultOrEmpty) step.Emit(new SteersGiven(steers));
                break;
            case ResultTaken(var ticket, var result, _):
                step.Emit(new Scored(ticket, state.Open[ticket].Before.Origin, result));
                break;
            case WavesTaken(var w, var waves):
                foreach (var wave in waves) step.Emit(new WaveTaken(w, wave.From, wave.Closed, wave.Closed ? [] : wave.Elites));
                break;
            case SteerTaken(var command, var change):
                step.Emit(new Steered(state.Inputs, change));
                if (command is { } id) step.Emit(new CommandTaken(id));
                break;
            default:
                throw new InvalidOperationException($"An island does not take {input}.");
        }

        RetireWorst(step);
        Fill(step);
        return step.Done((input as ResultTaken)?.Cost);
    }

    static void RetireWorst(IslandStep step)
    {
        while (step.State.Population.Count > step.Plan.Population) step.Emit(new Retired(step.State.Population[^1].Origin));
    }

    void Fill(IslandStep step)
    {
        var plan = step.Plan;
        while (step.State.Open.Count < plan.Window)
        {
            var state = step.State;
            if (IsWaveDue(state))
                step.Emit(new WavePublished(state.Waves.Count, Closed: false, [.. state.Population.Take(plan.Elites)]));
            else if (NextPromotion(state) is { } promoted) step.Emit(new Promoted(promoted.Origin, promoted.Rung + 1, state.NextTicket));
            else if (NextRemeasurement(state) is { } elite) step.Emit(new Remeasured(elite.Origin, elite.Measurements, state.NextTicket));
            else if (WaveToTake(state) is not null && !plan.ArrivalOrder) return;
            else if (MayBreed(state)) step.Emit(Breed(state));
            else break;
        }

        if (step.State is { Open.IsEmpty: true } last && !last.IsBreeding)
        {
            step.Emit(new WavePublished(last.Waves.Count, Closed: true, []));
            step.Emit(new IslandEnded(last.Births));
        }
    }

    Born Breed(IslandState state)
    {
        var child = breeder.Breed(state.Plan!, state.Births, state.Population, state.Keys.Contains);
        return new Born(
            state.Births, state.NextTicket, child.Genome, child.How, child.Parents, child.Complexity, child.Factor, child.Keys,
            child.Redrawn);
    }

    /// <summary>Founders need no parents; a child needs half of them scored, so that there is something to choose from.</summary>
    static bool MayBreed(IslandState state)
    {
        var plan = state.Plan!;
        return state.IsBreeding
            && (state.Births < plan.Population || state.BirthsScored * 2 >= Math.Min(plan.Population, plan.Births));
    }

    /// <summary>Wave w is published at birth (w+1)·every, before anything else at that birth.</summary>
    static bool IsWaveDue(IslandState state) =>
        state.Plan!.Every > 0 && state.IsBreeding && state.Births >= (state.Waves.Count + 1) * state.Plan.Every;

    /// <summary>
    /// Wave w is taken at birth (w+1)·every + lag, and only while the window has room, so that the island's own wave w, which
    /// comes first in the order of acts, is published by then: that is why nobody waits in a circle.
    /// </summary>
    public static int? WaveToTake(IslandState state)
    {
        var plan = state.Plan!;
        var w = state.WavesTaken;
        return plan.Every > 0 && state.IsBreeding && state.Births >= (w + 1) * plan.Every + plan.Lag
            && plan.Neighbours(w).Count > 0 ? w : null;
    }

    /// <summary>
    /// The oldest own birth within the best 1/eta of a rung that has not gone on. (Asynchronous halving: Li et al., arXiv 1810.05934.)
    /// </summary>
    static Individual? NextPromotion(IslandState state)
    {
        Individual? oldest = null;
        for (var rung = 0; rung < state.RungScores.Length; rung++)
        {
            var scores = state.RungScores[rung];
            for (var i = 0; i < scores.Count / state.Plan!.Eta; i++)
                if (!state.PromotedFrom[rung].Contains(scores[i].Origin.Birth)
                    && (oldest is null || scores[i].Origin.Birth < oldest.Origin.Birth))
                    oldest = scores[i];
        }

        return oldest;
    }

    /// <summary>
    /// The best own loss on the last rung that is an elite, or would enter the hall of fame, and may be measured again: a lucky score must
    /// not rule for long, and must not enter.
    /// </summary>
    static Individual? NextRemeasurement(IslandState state) =>
        state.Population.Where((i, rank) => rank < state.Plan!.Elites || HallOfFame.HasRoomFor(state.Hall, i)).FirstOrDefault(i =>
            i.Origin.Island == state.Plan!.Island && i.Rung == state.LastRung && i.Measurements <= state.Plan.Remeasure
            && !state.Open.Values.Any(o => o.Before.Origin == i.Origin));
}
