using System.Globalization;
using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Kernel;

/// <summary>Tells whether a process of this machine is still there, as Linux's /proc sees it.</summary>
public static class LocalProcess
{
    /// <summary>Pids compare only within one boot and one pid namespace.</summary>
    public static string BootId { get; } = $"{ReadLine("/proc/sys/kernel/random/boot_id")}/{LinkTarget("/proc/self/ns/pid")}";

    /// <summary>When a process started, in clock ticks since boot, or null if there is none of that pid.</summary>
    public static long? StartTime(int pid)
    {
        string stat;
        try
        {
            stat = File.ReadAllText($"/proc/{pid}/stat");
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }

        // The second field, the name in parentheses, may hold anything; state is the first after it, the start time the twentieth.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
    }

    /// <summary>True only when the node ran here, in this boot and namespace, and its process has ended.</summary>
    public static bool IsGone(NodeInfo node) =>
        node.BootId == BootId && BootId.Length > 1 && StartTime(node.Pid) != node.StartTime;

    static string ReadLine(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }

    static string LinkTarget(string path)
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
