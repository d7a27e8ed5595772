using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Akka.Event;

namespace LossActors.Persistence.Nodes;

/// <summary>
/// Lets a node speak of connections, and of what it refuses to read from them, in one line a second at most: a port scan, a flood of
/// strangers or a peer that sends nonsense is no reason to fill a disk. Of a peer that it cannot reach it speaks only when that lasts: one
/// that leaves in order is missed for some seconds. Goes into the actor system's setup in a <see cref="LogFilterSetup"/>.
/// </summary>
public sealed partial class StrangersLog(TimeProvider time) : LogFilterBase
{
    /// <summary>Longer than the others need to see that a peer has left.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);

    static readonly TimeSpan Rate = TimeSpan.FromSeconds(1), Forgotten = TimeSpan.FromMinutes(2);

    readonly ConcurrentDictionary<string, long> missed = new();
    long last = time.GetTimestamp() - (2 * time.TimestampFrequency);

    public override LogFilterType FilterType => LogFilterType.Source;

    public override LogFilterDecision ShouldKeepMessage(LogEvent content, string? expandedMessage = null)
    {
        var text = content.Message?.ToString() ?? "";
        // A supervisor's word for a connection that ended: it names nobody, and what follows from it is told by others.
        if (text == "Disassociated") return LogFilterDecision.Drop;
        // ClusterJoin looks who lives, and says so itself where nobody answers.
        if (text.StartsWith("Couldn't join seed nodes", StringComparison.Ordinal)) return LogFilterDecision.Drop;
        if (content.LogClass.Namespace?.StartsWith("Akka.Remote", StringComparison.Ordinal) != true) return LogFilterDecision.NoDecision;
        // Advice of many lines on how TLS is set up; one line that says who was turned away comes with it.
        if (text.Contains('\n', StringComparison.Ordinal)) return LogFilterDecision.Drop;
        if (Unreached().Match(text) is { Success: true } peer && !IsMissedForLong(peer.Groups[1].Value)) return LogFilterDecision.Drop;
        var spoken = Volatile.Read(ref last);
        var now = time.GetTimestamp();
        return time.GetElapsedTime(spoken, now) >= Rate && Interlocked.CompareExchange(ref last, now, spoken) == spoken
            ? LogFilterDecision.Keep : LogFilterDecision.Drop;
    }

    bool IsMissedForLong(string peer)
    {
        var now = time.GetTimestamp();
        var since = time.GetElapsedTime(missed.GetOrAdd(peer, now), now);
        if (since > Forgotten) missed[peer] = now;
        return since > Patience && since <= Forgotten;
    }

    [GeneratedRegex(
        @"^(?:Tried to associate with unreachable remote address \[|AssociationError .* -> |Association with remote system )(\S+?:\d+)")]
    private static partial Regex Unreached();
}
