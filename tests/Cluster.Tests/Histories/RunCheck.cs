using LossActors.Actors.Evaluations;
using LossActors.Actors.Runs;
using LossActors.Actors.Trials;

namespace LossActors.Cluster.Tests.Histories;

/// <summary>A run's own trials: each ticket answered once, with what is on record of its evaluation; an end to every island.</summary>
static class RunCheck
{
    public static void Check(RunHistory history, List<string> faults)
    {
        var logic = new RunLogic();
        var state = logic.Initial;
        foreach (var happened in history.Events<RunEvent>(history.Run))
        {
            if (state.HasEnded) faults.Add($"G3: {history.Run} goes on after its end");
            if (happened is Answered answered) Told(state.Trial!, answered);
            state = logic.Apply(state, happened);
        }

        if (!state.HasEnded || state.Stop is not null) return;
        foreach (var island in history.Islands)
            if (!history.Events<Actors.Islands.IslandEnded>(island).Any()) faults.Add($"G4: {history.Run} has ended before {island}");

        void Told(Trial trial, Answered answered)
        {
            var place = (int)(answered.Ticket - trial.Plan.FirstTicket);
            if (trial.Results[place] is not null) faults.Add($"G5: {history.Run} was told ticket {answered.Ticket} twice");
            var key = Evaluate.Of(trial.Plan.Request(place), trial.ArithmeticClass, trial.Asker, answered.Ticket).Key;
            var recorded = EvaluationCheck.Result(history, key);
            if (recorded != answered.Result)
                faults.Add($"G5: {history.Run} was told {answered.Result} under ticket {answered.Ticket}, and {recorded} is on record");
        }
    }
}
