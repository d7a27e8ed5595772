using LossActors.Learning.Data;

namespace LossActors.Learning.Training;

/// <summary>Watches the validation split of a proof's training, to tell what stopping at the best step would have given.</summary>
sealed class StoppingStudy(TrainingRun run, DataDraw draw, int steps) : ITrainingWatch
{
    readonly List<Checkpoint> curve = [];
    float[][] weights = [];
    Checkpoint? best;
    int next = 1;

    /// <returns>False if the network's outputs are not finite.</returns>
    public bool After(int step)
    {
        if (step < (long)next * steps / Proof.Checkpoints) return true;
        while (step >= (long)next * steps / Proof.Checkpoints && next <= Proof.Checkpoints) next++;
        if (run.Evaluate(draw.Validation) is not var (validation, crossEntropy)) return false;
        curve.Add(new(step, validation, crossEntropy / validation.Total));
        if (best is null || ValidationRank.Order.Compare(curve[^1].Rank, best.Rank) >= 0)
        {
            best = curve[^1];
            if (step < steps) weights = run.Weights();
        }

        return true;
    }

    /// <returns>The outcome with the test split at the last and at the best step; null if the network's outputs are not finite.</returns>
    public TrainingOutcome? Finish(TrainingOutcome last)
    {
        if (run.Evaluate(draw.Test) is not var (test, _)) return null;
        if (best!.Step == steps) return last with { Test = test, BestStop = new(steps, best.Validation, test), Curve = curve };
        run.Restore(weights);
        return run.Evaluate(draw.Test) is var (atBest, _)
            ? last with { Test = test, BestStop = new(best.Step, best.Validation, atBest), Curve = curve }
            : null;
    }
}
