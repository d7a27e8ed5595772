using LossActors.Actors.Entities;
using LossActors.Actors.Islands;

namespace LossActors.Cluster.Tests.Histories;

/// <summary>An island's journal against itself, its neighbours' and those of its evaluations: nothing was made up on the way.</summary>
sealed class IslandCheck(RunHistory history, IslandId island, List<string> faults)
{
    readonly HashSet<Ticket> scored = [];
    IslandState state = IslandState.Initial;

    public void Check()
    {
        if (IslandReplay.Verify(history.Steps(island), new GeneticBreeder()).Difference is { } other)
            faults.Add($"G8: step {other.Step} of {island} is on record as\n{other.Journal}\nand decided again as\n{other.Again}");
        foreach (var (step, happened) in history.Steps(island))
        {
            if (state.Ended) faults.Add($"G3: {island} goes on after its end, at step {step}");
            Happened(happened);
            state = IslandFold.Apply(state, happened);
        }

        if (state.Ended && state.Open.Count > 0) faults.Add($"G5: {island} has ended and waits for ticket {state.Open.Keys.First()}");
        CheckPublished();
    }

    void Happened(IslandEvent happened)
    {
        switch (happened)
        {
            case Born e:
                Issued(e.Ticket);
                break;
            case Promoted e:
                Issued(e.Ticket);
                break;
            case Remeasured e:
                Issued(e.Ticket);
                break;
            case Scored e:
                Told(e);
                break;
            case WaveTaken e:
                Taken(e);
                break;
        }
    }

    void Issued(Ticket ticket)
    {
        if (ticket != state.NextTicket) faults.Add($"G5: {island} issued ticket {ticket}, and {state.NextTicket} was next");
    }

    void Told(Scored told)
    {
        if (!scored.Add(told.Ticket)) faults.Add($"G5: {island} was told ticket {told.Ticket} twice");
        var plan = state.Plan!;
        if (!state.Open.TryGetValue(told.Ticket, out var open))
        {
            faults.Add($"G5: {island} was told ticket {told.Ticket}, which is not open");
            return;
        }

        if (!plan.ArrivalOrder && state.Open.Keys.First() < told.Ticket)
            faults.Add($"G4: {island} took ticket {told.Ticket} before {state.Open.Keys.First()}");
        var recorded = EvaluationCheck.Result(history, open.Question(plan, "", told.Ticket).Key);
        if (recorded != told.Result)
            faults.Add($"G5: {island} was told {told.Result} under ticket {told.Ticket}, and {recorded} is on record of its evaluation");
    }

    /// <summary>Of each neighbour wave after wave, as it was published; a closed one gives nothing from then on.</summary>
    void Taken(WaveTaken taken)
    {
        if (taken.W != state.WavesTaken)
            faults.Add($"G4: {island} took wave {taken.W} after {state.WavesTaken} waves");
        var published = history.Events<WavePublished>(new IslandId(island.Run, taken.From)).ToList();
        var wave = published.FirstOrDefault(p => p.W == taken.W) ?? published.LastOrDefault(p => p.Closed && p.W < taken.W);
        if (wave is null || wave.Closed != taken.Closed || !taken.Migrants.SequenceEqual(wave.Closed ? [] : wave.Elites))
            faults.Add($"G4: {island} took wave {taken.W} of island {taken.From} as it was never published");
    }

    void CheckPublished()
    {
        var published = history.Events<WavePublished>(island).ToList();
        if (published.Where((w, i) => w.W != i).Any()) faults.Add($"G4: {island} published its waves out of order");
        if (published.SkipLast(1).Any(w => w.Closed)) faults.Add($"G4: {island} published after its closed wave");
        if (state.Ended && published is not [.., { Closed: true }]) faults.Add($"G4: {island} has ended without a closed wave");
    }
}
