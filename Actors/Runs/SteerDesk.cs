using LossActors.Actors.Entities;
using LossActors.Actors.Islands;

namespace LossActors.Actors.Runs;

/// <summary>
/// Steers on their way from people to islands. Kept in memory only: the person asks again, and the island knows each command that it took.
/// </summary>
sealed class SteerDesk(RunId run)
{
    readonly Dictionary<CommandId, (SteerRun Steer, IAsker Asker, TimeSpan Asked)> open = [];

    /// <summary>Steers whose islands have not answered, asked for again until they do.</summary>
    public IEnumerable<Question> Outstanding => open.Values.Select(
        o => new Question(new IslandId(run.Run, o.Steer.Island), new SteerIsland(o.Steer.Command, o.Steer.Change)));

    public void Take(RunState state, SteerRun steer, IAsker asker, TimeSpan now)
    {
        if (Refusal(state, steer.Island) is { } refusal)
        {
            open.Remove(steer.Command);
            asker.Answer(new SteerAnswer(steer.Command, refusal));
        }
        else open[steer.Command] = (steer, asker, now);
    }

    public void Answer(SteerAnswer answer)
    {
        if (open.Remove(answer.Command, out var steer)) steer.Asker.Answer(answer);
    }

    /// <summary>Forgets those whose person no longer asks.</summary>
    public void Forget(TimeSpan now)
    {
        foreach (var (command, steer) in open)
            if (now - steer.Asked > Patience.Asker) open.Remove(command);
    }

    /// <summary>The search has ended: refuses all that islands have not answered.</summary>
    public void Close(RunState state)
    {
        foreach (var (steer, asker, _) in open.Values) asker.Answer(new SteerAnswer(steer.Command, Refusal(state, steer.Island)));
        open.Clear();
    }

    string? Refusal(RunState state, int island) => state switch
    {
        { Plan: null } => $"There is no run '{run.Run}'.",
        { StoppedBy: not null } => $"The search of run '{run.Run}' has ended; 'journal --steers' shows what was taken before.",
        _ when island < 0 || island >= state.Plan.Islands.Islands =>
            $"Run '{run.Run}' has no island {island}; its islands are 0 to {state.Plan.Islands.Islands - 1}.",
        { IsPaused: true } => $"Run '{run.Run}' is paused, and the steer is not taken: continue the run, then steer it.",
        _ => null,
    };
}
