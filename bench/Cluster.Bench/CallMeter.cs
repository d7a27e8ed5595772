using System.Collections.Concurrent;
using System.Diagnostics;

namespace LossActors.Cluster.Bench;

/// <summary>How often each call of the store was made while the meter ran, and how long each took.</summary>
sealed class CallMeter
{
    readonly ConcurrentDictionary<string, ConcurrentBag<double>> calls = [];
    volatile bool running;

    public void Start() => running = true;

    public void Stop() => running = false;

    public async ValueTask<T> Time<T>(string call, ValueTask<T> work, Func<T, bool>? useful = null)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await work;
        if (running) calls.GetOrAdd(useful?.Invoke(result) == false ? $"{call}, in vain" : call, _ => []).Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return result;
    }

    public async ValueTask Time(string call, ValueTask work)
    {
        await Time(call, Done());

        async ValueTask<bool> Done()
        {
            await work;
            return true;
        }
    }

    public SortedDictionary<string, CallFigures> Figures(TimeSpan over) =>
        new(calls.ToDictionary(c => c.Key, c => CallFigures.Of([.. c.Value.Order()], over)), StringComparer.Ordinal);
}

/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
sealed record CallFigures(double PerSecond, double P50, double P99)
{
    public static CallFigures Of(double[] sorted, TimeSpan over) =>
        new(sorted.Length / over.TotalSeconds, sorted[sorted.Length / 2], sorted[(int)(sorted.Length * 0.99)]);
}
