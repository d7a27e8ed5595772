using System.Security.Cryptography;
using System.Text;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Learning.Training;
using CondemnedLoss = LossActors.Learning.Training.Condemned;

namespace LossActors.Actors.Tests.Trials;

/// <summary>What trainings give, without training.</summary>
static class Results
{
    public static readonly Cost Cost = new("an evaluation", 1, "somebody", "cpu");

    public static readonly Diverged Diverged = new(DivergenceReason.Loss, 0, 1, 1, 1);

    public static readonly EvaluationResult Condemned = new CondemnedLoss("it killed three processes");

    public static Evaluated To(Evaluate question, EvaluationResult result) => new(question.Key, new CanonicalJson(result.ToJson()), Cost);

    /// <summary>A function of the key alone; one in twenty diverges, one in twenty is condemned.</summary>
    public static EvaluationResult Any(Evaluate question)
    {
        var bits = SHA256.HashData(Encoding.UTF8.GetBytes(question.Key.Hash));
        if (bits[0] < 13) return Diverged;
        if (bits[0] < 26) return Condemned;
        return At(question.Request, 20 + bits[1] % 75, bits[2] % 100);
    }

    /// <summary>So many right validation and test answers of a hundred each.</summary>
    public static EvaluationResult At(EvaluationRequest request, int validation, int test) => request.Purpose switch
    {
        Search => Validated(validation),
        Study => Studied(validation),
        _ => Proved(validation, test),
    };

    public static Scored Validated(int right, double crossEntropy = 0.5) => new([new(new Tally(right, 100), crossEntropy)], 10, 100);

    public static Scored Proved(int validation, int test = 0, int bestStop = 0, int testAtBestStop = 0) => new(
        [
            new(
                new Tally(validation, 100), 0.5, new Tally(test, 100),
                new BestStop(1, new Tally(bestStop, 100), new Tally(testAtBestStop, 100))),
        ],
        1, 1);

    /// <summary>A proof's training with checkpoints of so many right validation answers and such cross-entropies.</summary>
    /// <param name="stop">The checkpoint that is its best stop.</param>
    public static Scored Stopped(int stop, (int Right, double CrossEntropy)[] curve, int test = 0, int testAtBestStop = 0)
    {
        Checkpoint[] checkpoints = [.. curve.Select((c, i) => new Checkpoint(i, new Tally(c.Right, 100), c.CrossEntropy))];
        return new Scored(
            [
                new(
                    checkpoints[^1].Validation, curve[^1].CrossEntropy, new Tally(test, 100),
                    new BestStop(stop, checkpoints[stop].Validation, new Tally(testAtBestStop, 100)), checkpoints),
            ],
            1, 1);
    }

    /// <summary>A comparison's result with so many of 100 answers right, in two classes of 50, and other figures to match.</summary>
    public static Scored Studied(int right)
    {
        var split = new SplitScore(
            new Tally(right, 100), 2.0 - right / 100.0, 3, 0.1,
            [new(new Tally(right / 2, 50), 1), new(new Tally(right - right / 2, 50), 1)]);
        var part = new PortionScore(new Tally(right, 100), 1);
        var start = new PortionScore(new Tally(10, 100), 2.3);
        var told = new StudyOutcome(split, split, split, 1, [new(0, start, start, start), new(10, part, part, part)]);
        return new Scored([new(split.Answers, split.CrossEntropy, split.Answers, Study: told)], 10, 100);
    }
}
