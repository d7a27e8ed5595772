using System.Text;
using LossActors.FormerActors.Kernel;

namespace LossActors.FormerActors.Islands;

/// <summary>
/// What an island does with an input, and the order of its acts: while its window has room it publishes a due wave, issues a
/// pending promotion or re-measurement, waits for a wave that is due to be taken, or breeds the next birth.
/// </summary>
public sealed class IslandDecisions(IBreeder breeder)
{
    public Decision<IslandEvent> Decide(IslandState state, Input input)
    {
        var turn = new IslandTurn(state);
        var hall = state.Hall;
        var throughBefore = state.ScoredThrough;
        switch (input)
        {
            case MessageInput { Type: FoundMessage } found when state.Plan is null:
                turn.Emit(new Founded(IslandJson.Plan(found.Data)));
                break;
            case MessageInput { Type: ResultMessage } result:
                Score(turn, result);
                break;
            case MessageInput { Type: SteerMessage } steer:
                turn.Emit(new Steered(state.Inputs, IslandJson.Steering(steer.Data)));
                RetireWorst(turn);
                break;
            case WavesInput waves:
                Take(turn, waves);
                break;
            default:
                throw new InvalidOperationException($"An island does not take {input}.");
        }

        Fill(turn);
        if (!ReferenceEquals(hall, turn.State.Hall) || turn.Plan.Target is not null || turn.State.Ended)
            turn.TellRun(IslandReport.Of(turn.State, throughBefore));
        return turn.Done();
    }

    /// <summary>Type of the message that founds an island, its plan as data.</summary>
    public const string FoundMessage = "found";

    /// <summary>Type of a result's mailbox row; the store writes it.</summary>
    public const string ResultMessage = "result";

    /// <summary>Type of a steer. A person's waits in the <see cref="SteerQueue"/>, a repeated one under its <see cref="SteerKey"/>.</summary>
    public const string SteerMessage = "steer";

    /// <summary>Key of a steer that is to be taken after so many inputs.</summary>
    public static string SteerKey(int inputs) => $"steer:{inputs}";

    /// <summary>What the island takes next.</summary>
    public static Awaiting Next(IslandState state)
    {
        if (state.Plan is not { } plan) return Awaiting.OfType(FoundMessage);
        if (state.Ended) return Awaiting.Nothing;
        var wave = (plan.ArrivalOrder || state.Open.Count < plan.Window) && WaveToTake(state) is { } w
            ? new WavesAwaited(w, [.. plan.Topology.Neighbours(plan.Island, plan.Islands, w).Select(Name)])
            : null;
        string[] steers = [.. SteerQueue.Keys, SteerKey(state.Inputs)];
        if (plan.ArrivalOrder) return new Awaiting { Waves = wave, Urgent = steers, Keys = [.. state.Open.Keys.Select(IslandTurn.TicketKey)] };
        return wave is not null ? new Awaiting { Waves = wave }
            : state.Open.IsEmpty ? Awaiting.Nothing
            : new Awaiting
            {
                Urgent = steers,
                Keys = [IslandTurn.TicketKey(state.Open.Keys.First())],
                Soon = [.. state.Open.Keys.Skip(1).SelectMany((ticket, i) => new[] { SteerKey(state.Inputs + i + 1), IslandTurn.TicketKey(ticket) })],
            };
    }

    /// <summary>An island's actor name.</summary>
    public static string Name(int island) => $"island/{island}";

    static void Score(IslandTurn turn, MessageInput result)
    {
        var ticket = int.Parse(result.Key["ticket:".Length..]);
        turn.Emit(new Scored(ticket, turn.State.Open[ticket].Before.Origin, new CanonicalJson(Encoding.UTF8.GetString(result.Data.Span))));
        RetireWorst(turn);
    }

    static void Take(IslandTurn turn, WavesInput input)
    {
        foreach (var (island, wave) in input.Waves)
        {
            var from = int.Parse(island["island/".Length..]);
            turn.Emit(new WaveTaken(input.W, from, wave.Closed, wave.Closed ? [] : IslandJson.Individuals(wave.Data)));
        }

        RetireWorst(turn);
    }

    static void RetireWorst(IslandTurn turn)
    {
        while (turn.State.Population.Count > turn.Plan.Population) turn.Emit(new Retired(turn.State.Population[^1].Origin));
    }

    void Fill(IslandTurn turn)
    {
        var plan = turn.Plan;
        while (turn.State.Open.Count < plan.Window)
        {
            var state = turn.State;
            if (IsWaveDue(state))
                turn.Publish(new WavePublished(state.WavesPublished, Closed: false, [.. state.Population.Take(plan.Elites)]));
            else if (NextPromotion(state) is { } promoted) turn.Issue(new Promoted(promoted.Origin, promoted.Rung + 1, state.Tickets));
            else if (NextRemeasurement(state) is { } elite) turn.Issue(new Remeasured(elite.Origin, elite.Measurements, state.Tickets));
            else if (WaveToTake(state) is not null && !plan.ArrivalOrder) return;
            else if (MayBreed(state)) turn.Issue(Breed(state));
            else break;
        }

        if (turn.State is { Open.IsEmpty: true } last && last.Births == plan.Births)
        {
            turn.Publish(new WavePublished(last.WavesPublished, Closed: true, []));
            turn.Emit(new IslandEnded(last.Births));
        }
    }

    Born Breed(IslandState state)
    {
        var child = breeder.Breed(state.Plan!, state.Births, state.Population, state.Keys.Contains);
        return new Born(
            state.Births, state.Tickets, child.Genome, child.How, child.Parents, child.Complexity, child.Factor, child.Keys, child.Redrawn);
    }

    /// <summary>Founders need no parents; a child needs half of them scored, so that there is something to choose from.</summary>
    static bool MayBreed(IslandState state)
    {
        var plan = state.Plan!;
        return state.Births < plan.Births
            && (state.Births < plan.Population || state.BirthsScored * 2 >= Math.Min(plan.Population, plan.Births));
    }

    /// <summary>Wave w is published at birth (w+1)·every, before anything else at that birth.</summary>
    static bool IsWaveDue(IslandState state) =>
        state.Plan!.Every > 0 && state.Births < state.Plan.Births && state.Births >= (state.WavesPublished + 1) * state.Plan.Every;

    /// <summary>
    /// Wave w is taken at birth (w+1)·every + lag, and only while the window has room, so that the island's own wave w, which
    /// comes first in the order of acts, is published by then: that is why nobody waits in a circle.
    /// </summary>
    static int? WaveToTake(IslandState state)
    {
        var plan = state.Plan!;
        var w = state.WavesTaken;
        return plan.Every > 0 && state.Births < plan.Births && state.Births >= (w + 1) * plan.Every + plan.Lag
            && plan.Topology.Neighbours(plan.Island, plan.Islands, w).Count > 0 ? w : null;
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

    /// <summary>The best own elite on the last rung that may be measured again: a lucky score must not rule for long.</summary>
    static Individual? NextRemeasurement(IslandState state) =>
        state.Population.Take(state.Plan!.Elites).FirstOrDefault(i =>
            i.Origin.Island == state.Plan.Island && i.Rung == state.LastRung() && i.Measurements <= state.Plan.Remeasure
            && !state.Open.Values.Any(o => o.Before.Origin == i.Origin));
}
