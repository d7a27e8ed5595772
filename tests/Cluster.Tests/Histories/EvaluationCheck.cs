using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;

namespace LossActors.Cluster.Tests.Histories;

/// <summary>An evaluation's result is on record once, and each death and suspicion counts once.</summary>
static class EvaluationCheck
{
    public static void Check(RunHistory history, EvaluationId evaluation, List<string> faults)
    {
        var logic = new EvaluationLogic(evaluation.Key);
        var state = logic.Initial;
        foreach (var happened in history.Events<EvaluationEvent>(evaluation))
        {
            if (happened is Done or Sentenced && state.Result is not null) faults.Add($"G5: {evaluation} has a second result on record");
            if (happened is Nondeterministic) faults.Add($"G8: {evaluation} gave other bits when it was trained once more");
            if (Attempt(happened) is { } attempt && attempt != state.Attempt)
                faults.Add($"G5: {happened.GetType().Name} of {evaluation} is of attempt {attempt} and came in attempt {state.Attempt}");
            if (happened is Suspected s && state.Starts.All(start => start.Process != s.Process))
                faults.Add($"G5: {evaluation} suspects {s.Process}, which had no leave to train it");
            state = logic.Apply(state, happened);
        }
    }

    /// <summary>The result on record of an evaluation, or null.</summary>
    public static CanonicalJson? Result(RunHistory history, EvaluationKey key) => history.Events<EvaluationEvent>(new EvaluationId(key))
        .Select(e => e is Done d ? d.Result : e is Sentenced c ? c.Result : (CanonicalJson?)null).FirstOrDefault(r => r is not null);

    static int? Attempt(EvaluationEvent happened) => happened switch
    {
        Started s => s.Attempt,
        Suspected s => s.Attempt,
        Died d => d.Attempt,
        _ => null,
    };
}
