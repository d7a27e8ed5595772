namespace LossActors.Persistence.Nodes;

/// <summary>What can be told of a node's process at once when it ran on this machine. Linux's /proc; elsewhere nothing is known.</summary>
public static class LocalLook
{
    static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(30);

    /// <summary>Pids compare only within one boot and one pid namespace.</summary>
    public static string Boot { get; } = $"{Read("/proc/sys/kernel/random/boot_id")}/{Target("/proc/self/ns/pid")}";

    /// <summary>When a process started, in clock ticks since boot; empty if there is none of that pid.</summary>
    public static string Started(int pid)
    {
        var stat = Read($"/proc/{pid}/stat");
        if (stat.Length == 0) return "";

        // The second field, the name in parentheses, may hold anything; state is the first after it, the start time the twentieth.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[0] is "Z" or "X" ? "" : fields[19];
    }

    /// <summary>True only for a process of this machine that has ended.</summary>
    public static bool IsGone(NodeRow row) => IsLocal(row) && Started(row.Entry.Pid) != row.Entry.Started;

    /// <summary>Whether the node is up, as far as can be told.</summary>
    public static bool IsAtWork(NodeRow row) => row.State == NodeState.Up && !IsGone(row);

    /// <summary>Whether the node is buried, or its process has ended and nobody has come yet to bury it, as far as can be told.</summary>
    public static bool HasEnded(NodeRow row) => row.State == NodeState.Down || IsGone(row);

    /// <summary>
    /// Whether the process may still write: one of this machine while it is there, however silent or buried; one of another machine until
    /// it is buried or has not beaten for long.
    /// </summary>
    public static bool MayLive(NodeRow row) =>
        IsLocal(row) ? !IsGone(row) : row.State != NodeState.Down && row.BeatAge < Forgotten.TotalSeconds;

    static bool IsLocal(NodeRow row) => row.Entry.Boot == Boot && Boot.Length > 1;

    static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    static string Target(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: false)?.Name ?? "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
