using System.Diagnostics;
using System.Net;

namespace LossActors.Cluster.Tests;

/// <summary>
/// A network of a node's own and the one cable between it and this machine, which can be pulled: a namespace and a pair of virtual
/// Ethernet cards. Needs root and Linux's <c>ip</c>.
/// </summary>
sealed class Cable : IDisposable
{
    readonly string name = $"la{Environment.ProcessId}";

    Cable() => Address = IPAddress.Parse($"10.213.{Environment.ProcessId % 250}.1");

    /// <summary>This machine's end.</summary>
    public IPAddress Address { get; }

    /// <summary>The command that runs another at the far end.</summary>
    public string[] Frame => ["ip", "netns", "exec", name];

    /// <summary>Null where the kernel or the user may not have it, with the reason.</summary>
    public static Cable? TryLay(out string why)
    {
        var cable = new Cable();
        var n = cable.name;
        string[] steps =
        [
            $"netns add {n}", $"link add {n}h type veth peer name {n}n netns {n}", $"addr add {cable.Address}/24 dev {n}h", $"link set {n}h up",
            $"-n {n} addr add {cable.FarAddress}/24 dev {n}n", $"-n {n} link set {n}n up", $"-n {n} link set lo up",
        ];
        why = "";
        foreach (var step in steps)
        {
            if ((why = Ip(step)).Length == 0) continue;
            cable.Dispose();
            return null;
        }

        return cable;
    }

    public void Pull() => Assert.Equal("", Ip($"link set {name}h down"));

    public void PlugIn() => Assert.Equal("", Ip($"link set {name}h up"));

    /// <summary>The namespace's end of the cable goes with it, and with the one end the other.</summary>
    public void Dispose() => Ip($"netns del {name}");

    string FarAddress => Address.ToString()[..^1] + "2";

    /// <summary>What was wrong, or nothing.</summary>
    static string Ip(string arguments)
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
