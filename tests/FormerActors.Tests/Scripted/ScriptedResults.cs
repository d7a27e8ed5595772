using System.Text;
using LossActors.Learning.Training;
using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Tests.Scripted;

/// <summary>What a training gives: a function of the work's key alone.</summary>
/// <param name="DivergedPercent">How many of a hundred losses diverge.</param>
/// <param name="DeadlyPercent">How many of a hundred kill the process that trains them, some of them every time.</param>
sealed record ScriptedResults(int DivergedPercent = 5, int DeadlyPercent = 0)
{
    /// <summary>How many trainings of this work cost their process before one gets through; <see cref="Always"/>: none ever does.</summary>
    public int Kills(WorkId work)
    {
        var h = Mix.Of(Convert.ToUInt64(work.Value[16..32], 16));
        return (int)(h % 100) >= DeadlyPercent ? 0 : (h / 100 % 4) switch { 0 => 1, 1 => 2, _ => Always };
    }

    public const int Always = int.MaxValue;

    public static EvaluationResult Verdict { get; } = new Condemned("it killed three processes");

    public byte[] Of(WorkId work, ReadOnlyMemory<byte> request) =>
        Encoding.UTF8.GetBytes(ResultOf(work, request.Span.IndexOf("\"proof\""u8) >= 0).ToJson());

    public EvaluationResult ResultOf(WorkId work, bool proof)
    {
        var h = Mix.Of(Convert.ToUInt64(work.Value[..16], 16));
        if (Kills(work) == Always) return Verdict;
        if ((int)(h % 100) < DivergedPercent) return new Diverged(DivergenceReason.Loss, 0, 3, 3, 30);
        var validation = new Tally((int)(20 + h / 100 % 75), 100);
        var test = new Tally((int)(150 + h / 10_000 % 300), 500);
        return new Scored([proof ? new(validation, 0.5, test, new BestStop(7, validation, test), []) : new(validation, 0.5)], 10, 100);
    }
}
