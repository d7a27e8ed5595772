using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using LossActors.Host.Configuration;
using LossActors.Host.RunFiles;
using LossActors.Persistence.Nodes;

namespace LossActors.Host.Running;

/// <summary>Where the living nodes of a journal can reach this process.</summary>
static class Reach
{
    /// <summary>A row that has not changed for longer is nobody's to ask.</summary>
    const double Silent = 10;

    /// <summary>An address of this machine at which all can reach a process of it; loopback where nobody listens elsewhere.</summary>
    public static string ForAll(IEnumerable<NodeRow> rows) => Elsewhere(rows) is { } peer ? Towards(peer) : IPAddress.Loopback.ToString();

    /// <exception cref="ConfigurationException">This node is to listen where the living nodes cannot reach it.</exception>
    public static void Check(NodeSettings node, IEnumerable<NodeRow> rows)
    {
        if (!IsLoopback(node.PublicHost ?? node.Host) || Elsewhere(rows) is not { } peer) return;
        throw new ConfigurationException(
            new Origin("node.host", 0, 0),
            $"is {node.Host}, where the node at {peer.Host} cannot reach this machine; name the address at which it can, "
            + $"such as --set node.host={Towards(peer)}");
    }

    /// <summary>The address of a living node that does not listen on its machine's loopback.</summary>
    static Address? Elsewhere(IEnumerable<NodeRow> rows) => rows
        .Where(r => r.State == NodeState.Up && r.BeatAge < Silent && !LocalLook.IsGone(r))
        .Select(r => Address.Parse(r.Key.Address))
        .FirstOrDefault(a => !IsLoopback(a.Host));

    /// <summary>This machine's end of a way to a peer. Nothing is sent.</summary>
    static string Towards(Address peer)
    {
        using var way = new UdpClient();
        way.Connect(peer.Host, peer.Port ?? 1);
        return ((IPEndPoint)way.Client.LocalEndPoint!).Address.ToString();
    }

    static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
