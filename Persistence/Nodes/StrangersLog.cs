using Akka.Event;

namespace LossActors.Persistence.Nodes;

/// <summary>
/// Lets a node speak of the connections that it turns away once a second at most: a port scan or a flood of strangers is no reason to
/// fill a disk. Goes into the actor system's setup in a <see cref="LogFilterSetup"/>.
/// </summary>
public sealed class StrangersLog(TimeProvider time) : LogFilterBase
{
    static readonly TimeSpan Rate = TimeSpan.FromSeconds(1);

    long last = time.GetTimestamp() - (2 * time.TimestampFrequency);

    public override LogFilterType FilterType => LogFilterType.Source;

    public override LogFilterDecision ShouldKeepMessage(LogEvent content, string? expandedMessage = null)
    {
        if (content.LogClass.Name is not ("TcpServerHandler" or "TcpTransport" or "TcpHandlers")) return LogFilterDecision.NoDecision;
        var spoken = Volatile.Read(ref last);
        var now = time.GetTimestamp();
        return time.GetElapsedTime(spoken, now) >= Rate && Interlocked.CompareExchange(ref last, now, spoken) == spoken
            ? LogFilterDecision.Keep : LogFilterDecision.Drop;
    }
}
