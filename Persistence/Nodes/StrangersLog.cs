using Akka.Event;

namespace LossActors.Persistence.Nodes;

/// <summary>
/// Lets a node speak of connections, and of what it refuses to read from them, in one line a second at most: a port scan, a flood of
/// strangers or a peer that sends nonsense is no reason to fill a disk. Goes into the actor system's setup in a
/// <see cref="LogFilterSetup"/>.
/// </summary>
public sealed class StrangersLog(TimeProvider time) : LogFilterBase
{
    static readonly TimeSpan Rate = TimeSpan.FromSeconds(1);

    long last = time.GetTimestamp() - (2 * time.TimestampFrequency);

    public override LogFilterType FilterType => LogFilterType.Source;

    public override LogFilterDecision ShouldKeepMessage(LogEvent content, string? expandedMessage = null)
    {
        if (content.LogClass.Namespace?.StartsWith("Akka.Remote", StringComparison.Ordinal) != true) return LogFilterDecision.NoDecision;
        // Advice of many lines on how TLS is set up; one line that says who was turned away comes with it.
        if (content.Message?.ToString()?.Contains('\n', StringComparison.Ordinal) == true) return LogFilterDecision.Drop;
        var spoken = Volatile.Read(ref last);
        var now = time.GetTimestamp();
        return time.GetElapsedTime(spoken, now) >= Rate && Interlocked.CompareExchange(ref last, now, spoken) == spoken
            ? LogFilterDecision.Keep : LogFilterDecision.Drop;
    }
}
