using System.Diagnostics;
using System.Net;

namespace LossActors.Cluster.Tests.Shared;

/// <summary>
/// A network of a node's own with two cables to this machine, which can be pulled: one for the other nodes, one for the database. A
/// namespace and pairs of virtual Ethernet cards; needs root and Linux's <c>ip</c>.
/// </summary>
sealed class Cables : IDisposable
{
    readonly string name = $"la{Environment.ProcessId}";

    public Cable Nodes => new($"{name}n", $"10.213.{Environment.ProcessId % 250}");

    public Cable Database => new($"{name}d", $"10.214.{Environment.ProcessId % 250}");

    /// <summary>The command that runs another at the far end.</summary>
    public string[] Frame => ["ip", "netns", "exec", name];

    /// <summary>Null where the kernel or the user may not have it, with the reason.</summary>
    public static Cables? TryLay(out string why)
    {
        var cables = new Cables();
        string[] steps =
        [
            $"netns add {cables.name}", $"-n {cables.name} link set lo up",
            .. cables.Nodes.Steps(cables.name), .. cables.Database.Steps(cables.name),
        ];
        why = "";
        foreach (var step in steps)
        {
            if ((why = Cable.Ip(step)).Length == 0) continue;
            cables.Dispose();
            return null;
        }

        return cables;
    }

    /// <summary>The namespace's ends go with it, and with the one end of a cable the other.</summary>
    public void Dispose() => Cable.Ip($"netns del {name}");
}

/// <param name="subnet">Its first three numbers.</param>
sealed class Cable(string name, string subnet)
{
    /// <summary>This machine's end.</summary>
    public IPAddress Near => IPAddress.Parse($"{subnet}.1");

    public IPAddress Far => IPAddress.Parse($"{subnet}.2");

    public void Pull() => Assert.Equal("", Ip($"link set {name}h down"));

    public void PlugIn() => Assert.Equal("", Ip($"link set {name}h up"));

    internal IEnumerable<string> Steps(string space) =>
    [
        $"link add {name}h type veth peer name {name}n netns {space}", $"addr add {Near}/24 dev {name}h", $"link set {name}h up",
        $"-n {space} addr add {Far}/24 dev {name}n", $"-n {space} link set {name}n up",
    ];

    /// <summary>What was wrong, or nothing.</summary>
    internal static string Ip(string arguments)
    {
        try
        {
            using var ip = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
            var error = ip.StandardError.ReadToEnd();
            ip.WaitForExit();
            return ip.ExitCode == 0 ? "" : $"ip {arguments}: {error.Trim()}";
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return $"ip {arguments}: {e.Message}";
        }
    }
}
