using LossActors.Persistence.Views;

namespace LossActors.Host.Running;

/// <summary>Why a run has no champion, in one sentence and how to go on.</summary>
static class NoChampion
{
    /// <param name="stopped">Why this start of the program came to its end; it counts where the search has not.</param>
    public static string Why(RunView view, StopReason stopped)
    {
        var scored = view.Islands.Values.Sum(i => i.State.BirthsScored);
        var diverged = view.Islands.Values.Sum(i => i.State.Diverged);
        if (!view.State.IsFounded) return $"The run was not founded yet: {Stopped(stopped)}. Start it again with the same command.";
        if (!view.HasEnded)
        {
            var lower = scored > diverged ? " on the last of evaluation.rungs" : "";
            return $"No loss has a score yet{lower}{(diverged > 0 ? $" ({diverged} diverged)" : "")}: {Stopped(stopped)}. "
                + "Nothing is lost; the run can be resumed.";
        }

        return diverged >= scored
            ? $"The search has ended without a champion: all its {scored} losses diverged. Lower evaluation.optimiser.lr or raise "
                + "run.births, in a run of another name."
            : $"The search has ended without a champion: {diverged} of its {scored} losses diverged, and none came to the last of "
                + "evaluation.rungs. Raise run.births, lower evaluation.eta or leave rungs out, in a run of another name.";
    }

    static string Stopped(StopReason reason) => reason switch
    {
        StopReason.Time => "its time (run.time) was up",
        StopReason.Stuck => "nothing can go on until the trouble is mended",
        StopReason.Interrupted => "it was told to stop",
        _ => "it goes on",
    };
}

/// <summary>What was asked for is of a champion, and the run has ended without one.</summary>
sealed class NoChampionException(string message) : Exception(message);
