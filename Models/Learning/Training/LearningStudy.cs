using LossActors.Learning.Data;
using LossActors.Learning.Structured;

namespace LossActors.Learning.Training;

/// <summary>Takes down the learning curve of a study's training and scores all splits at its end.</summary>
sealed class LearningStudy(
    TrainingRun run, DataDraw draw, PairedSeed seed, Study study, int steps, StructureSpec? structure = null) : ITrainingWatch
{
    const int MostTrainingStructures = 2000;

    readonly Samples[] sampled =
    [
        Sample(draw.Training, seed, study.Sample, 0),
        Sample(draw.Validation, seed, study.Sample, 1),
        Sample(draw.Test, seed, study.Sample, 2),
    ];

    readonly List<CurvePoint> curve = [];
    int next = 1;

    public bool Before() => Look(0);

    public bool After(int step)
    {
        if (step < Due) return true;
        while (step >= Due && next <= study.Points) next++;
        return Look(step);
    }

    public TrainingOutcome? Finish(TrainingOutcome last)
    {
        var scores = new SplitScore[3];
        // To look among 100,000 candidates for each of as many training samples would take longer than the training.
        var training = structure is null ? draw.Training : Sample(draw.Training, seed, MostTrainingStructures, 0);
        foreach (var (i, samples) in new[] { training, draw.Validation, draw.Test }.Index())
        {
            var details = i == 2 && structure is not null ? new StructureDetails(structure.Decoding, seed) : null;
            if (run.Score(samples, study.Beta, details) is not { } score) return null;
            scores[i] = score;
        }

        return last with { Test = scores[2].Answers, Study = new(scores[0], scores[1], scores[2], run.WeightNorm(), curve) };
    }

    long Due => (long)next * steps / study.Points;

    bool Look(int step)
    {
        var scores = new PortionScore[3];
        for (var i = 0; i < 3; i++)
        {
            if (run.Evaluate(sampled[i]) is not var (answers, crossEntropy)) return false;
            scores[i] = new(answers, crossEntropy / answers.Total);
        }

        curve.Add(new(step, scores[0], scores[1], scores[2]));
        return true;
    }

    internal static Samples Sample(Samples all, PairedSeed seed, int most, uint split)
    {
        if (all.Count <= most) return all;
        var order = Enumerable.Range(0, all.Count).ToArray();
        seed.Stream(Genetics.Randomness.Purpose.Resampling, split).Shuffle<int>(order);
        var taken = order[..most];
        Array.Sort(taken);
        return new([.. taken.Select(i => all.Rows[i])], [.. taken.Select(i => all.Labels[i])]);
    }
}
