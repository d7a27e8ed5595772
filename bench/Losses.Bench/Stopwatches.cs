using System.Diagnostics;

namespace LossActors.Losses.Bench;

/// <summary>
/// Medians of blocks of calls, all subjects measured in turn so that a busy moment of the machine meets every one of them.
/// </summary>
static class Stopwatches
{
    const double BlockSeconds = 0.004;

    /// <summary>Median seconds a call, one for each subject.</summary>
    public static double[] Medians(int rounds, params Action[] subjects)
    {
        var calls = Array.ConvertAll(subjects, Calls);
        var samples = Array.ConvertAll(subjects, _ => new double[rounds]);
        for (var round = 0; round < rounds; round++)
            for (var s = 0; s < subjects.Length; s++)
                samples[s][round] = Block(subjects[s], calls[s]) / calls[s];
        return Array.ConvertAll(samples, Median);
    }

    static int Calls(Action subject)
    {
        var calls = 1;
        while (Block(subject, calls) < BlockSeconds) calls *= 2;
        return calls;
    }

    static double Block(Action subject, int calls)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++) subject();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
