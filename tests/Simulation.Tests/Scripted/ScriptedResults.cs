using LossActors.Actors.Entities;
using LossActors.Actors.Tests.Scripted;
using LossActors.Learning.Training;

namespace LossActors.Simulation.Tests.Scripted;

/// <summary>What a training gives: a function of its key and purpose alone.</summary>
/// <param name="DivergedPercent">How many of a hundred losses diverge.</param>
/// <param name="DeadlyPercent">How many of a hundred kill the process that trains them, some of them every time.</param>
sealed record ScriptedResults(int DivergedPercent = 5, int DeadlyPercent = 0)
{
    public const int Always = int.MaxValue;

    /// <summary>How many trainings of this cost their process before one gets through; <see cref="Always"/>: none ever does.</summary>
    public int Kills(EvaluationKey key)
    {
        var h = Mix.Of(Convert.ToUInt64(key.Hash[16..32], 16));
        return (int)(h % 100) >= DeadlyPercent ? 0 : (h / 100 % 4) switch { 0 => 1, 1 => 2, _ => Always };
    }

    public EvaluationResult Of(EvaluationKey key, Purpose purpose)
    {
        var h = Mix.Of(Convert.ToUInt64(key.Hash[..16], 16));
        if ((int)(h % 100) < DivergedPercent) return new Diverged(DivergenceReason.Loss, 0, 3, 3, 30);
        return purpose switch
        {
            Study => Studied((int)(20 + h / 100 % 75)),
            Proof => ScoredOnce((int)(20 + h / 100 % 75), (int)(150 + h / 10_000 % 300)),
            _ => new Scored([new(new Tally((int)(20 + h / 100 % 75), 100), 0.5)], 10, 100),
        };
    }

    static Scored ScoredOnce(int validated, int tested)
    {
        var (validation, test) = (new Tally(validated, 100), new Tally(tested, 500));
        return new Scored([new(validation, 0.5, test, new BestStop(7, validation, test), [])], 10, 100);
    }

    static Scored Studied(int right)
    {
        var split = new SplitScore(
            new Tally(right, 100), 2.0 - right / 100.0, 3, 0.1,
            [new(new Tally(right / 2, 50), 1), new(new Tally(right - right / 2, 50), 1)]);
        var part = new PortionScore(new Tally(right, 100), 1);
        var start = new PortionScore(new Tally(10, 100), 2.3);
        var study = new StudyOutcome(split, split, split, 1, [new(0, start, start, start), new(10, part, part, part)]);
        return new Scored([new(split.Answers, split.CrossEntropy, split.Answers, Study: study)], 10, 100);
    }
}
