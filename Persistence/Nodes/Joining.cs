namespace LossActors.Persistence.Nodes;

/// <summary>What a process that is in no cluster does next.</summary>
public abstract record JoinStep
{
    /// <summary>Look again soon: whether somebody lives is not known yet.</summary>
    public sealed record Look : JoinStep;

    /// <summary>Join these, and form nothing by oneself.</summary>
    public sealed record Join(IReadOnlyList<NodeKey> Nodes) : JoinStep;

    /// <summary>Nobody lives: take the bootstrap lease, look again, and form a cluster if it still says so.</summary>
    public sealed record Form : JoinStep;
}

/// <summary>
/// Who lives, told from the table of nodes alone: a row that is up and whose beat changed while one looked. Beats are compared with
/// themselves and times are the looker's own, so it does not matter whose clock is wrong. One of it for one try to join; pure.
/// </summary>
/// <param name="patience">How long a row may stay as it is before it counts as nobody's.</param>
public sealed class Joining(NodeKey me, TimeSpan patience)
{
    Dictionary<NodeKey, long>? first;
    TimeSpan began;

    /// <param name="rows">The table as read a moment ago.</param>
    /// <param name="isGone">Rows of processes known to be gone: vanished local ones.</param>
    /// <param name="now">Monotonic.</param>
    public JoinStep Look(IReadOnlyCollection<NodeRow> rows, Func<NodeRow, bool> isGone, TimeSpan now)
    {
        var up = rows.Where(r => r.State == NodeState.Up && r.Key.Address != me.Address && !isGone(r)).ToList();
        if (first is null)
        {
            first = rows.Where(r => r.State == NodeState.Up).ToDictionary(r => r.Key, r => r.Beat);
            began = now;
        }

        // A row that was not there at first was written meanwhile.
        var alive = up.Where(r => !first.TryGetValue(r.Key, out var beat) || beat != r.Beat).Select(r => r.Key).ToList();
        return alive.Count > 0 ? new JoinStep.Join(alive)
            : up.Count == 0 || now - began >= patience ? new JoinStep.Form()
            : new JoinStep.Look();
    }
}
