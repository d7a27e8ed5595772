using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Islands;
using LossActors.Simulation.Tests.Worlds;

namespace LossActors.Simulation.Tests.Histories;

/// <summary>
/// Holds an island's journal against itself, its neighbours' and those of its evaluations: nothing was made up on the way.
/// </summary>
static class IslandCheck
{
    /// <exception cref="GuaranteeBrokenException">The sentence begins with the guarantee that is broken.</exception>
    public static void Check(Database database, IslandId island, IBreeder breeder)
    {
        var journal = History.Of(database, island).ToList();
        if (IslandReplay.Verify(journal, breeder).Difference is { } other)
            throw new GuaranteeBrokenException(
                $"G8: step {other.Step} of {island} is on record as\n{other.Journal}\nand decided again as\n{other.Again}");
        var state = IslandState.Initial;
        foreach (var (step, happened) in journal)
        {
            if (state.Ended) throw new GuaranteeBrokenException($"G3: {island} goes on after its end, at step {step}");
            if (happened is Scored scored) CheckResult(database, island, state, scored);
            if (happened is WaveTaken taken) CheckWave(database, island, state, taken);
            state = IslandFold.Apply(state, happened);
        }

        var commands = journal.Select(e => e.Event).OfType<CommandTaken>().GroupBy(c => People.Wish(c.Command))
            .FirstOrDefault(g => g.Count() > 1);
        if (commands is not null) throw new GuaranteeBrokenException($"G4: {island} took {commands.Key} twice");
    }

    static void CheckResult(Database database, IslandId island, IslandState state, Scored scored)
    {
        var plan = state.Plan!;
        var open = state.Open[scored.Ticket];
        if (!plan.ArrivalOrder && state.Open.Keys.First() < scored.Ticket)
            throw new GuaranteeBrokenException($"G4: {island} took ticket {scored.Ticket} before {state.Open.Keys.First()}");
        var key = open.Question(plan, "", scored.Ticket).Key;
        var recorded = database.Journal(new EvaluationId(key)).Select(r => r.Event)
            .Select(e => e is Done d ? d.Result : e is Sentenced c ? c.Result : (CanonicalJson?)null).FirstOrDefault(r => r is not null);
        if (recorded != scored.Result)
            throw new GuaranteeBrokenException(
                $"G5: {island} was told {scored.Result} under ticket {scored.Ticket}, and {recorded} is on record");
    }

    static void CheckWave(Database database, IslandId island, IslandState state, WaveTaken taken)
    {
        if (taken.W != state.WavesTaken)
            throw new GuaranteeBrokenException($"G4: {island} took wave {taken.W} after {state.WavesTaken} waves");
        var published = History.Of(database, new IslandId(island.Run, taken.From)).Select(e => e.Event).OfType<WavePublished>().ToList();
        var wave = published.FirstOrDefault(p => p.W == taken.W) ?? published.LastOrDefault(p => p.Closed);
        if (wave is null || wave.Closed != taken.Closed || !wave.Elites.SequenceEqual(taken.Migrants))
            throw new GuaranteeBrokenException($"G4: {island} took wave {taken.W} of island {taken.From} as it was never published");
    }
}
