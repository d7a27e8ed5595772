using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Learning.Training;
using Condemned = LossActors.Learning.Training.Condemned;

namespace LossActors.Actors.Tests.Scripted;

/// <summary>What a training gives: a function of the evaluation's key alone.</summary>
/// <param name="DivergedPercent">How many of a hundred losses diverge.</param>
/// <param name="DeadlyPercent">How many of a hundred kill the process that trains them, some of them every time.</param>
sealed record ScriptedResults(int DivergedPercent = 5, int DeadlyPercent = 0)
{
    /// <summary>How many trainings of it cost their process before one gets through; <see cref="Always"/>: none ever does.</summary>
    public int Kills(EvaluationKey key)
    {
        var h = Mix.Of(Convert.ToUInt64(key.Hash[16..32], 16));
        return (int)(h % 100) >= DeadlyPercent ? 0 : (h / 100 % 4) switch { 0 => 1, 1 => 2, _ => Always };
    }

    public const int Always = int.MaxValue;

    public static EvaluationResult Verdict { get; } = new Condemned("it killed three processes");

    public Evaluated Of(Evaluate asked)
    {
        var result = ResultOf(asked.Key, proof: asked.Request.Purpose is Proof);
        return new Evaluated(asked.Key, new CanonicalJson(result.ToJson()), new Cost(asked.Key.Hash, 1, asked.Asker, "scripted"));
    }

    public EvaluationResult ResultOf(EvaluationKey key, bool proof)
    {
        var h = Mix.Of(Convert.ToUInt64(key.Hash[..16], 16));
        if (Kills(key) == Always) return Verdict;
        if ((int)(h % 100) < DivergedPercent) return new Diverged(DivergenceReason.Loss, 0, 3, 3, 30);
        var validation = new Tally((int)(20 + h / 100 % 75), 100);
        var test = new Tally((int)(150 + h / 10_000 % 300), 500);
        return new Scored([proof ? new(validation, 0.5, test, new BestStop(7, validation, test), []) : new(validation, 0.5)], 10, 100);
    }
}
