using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using LossActors.Host.Configuration;
using LossActors.Host.Nodes;
using LossActors.Host.Output;
using LossActors.Host.RunFiles;
using LossActors.Persistence.Nodes;

namespace LossActors.Host.Running;

/// <summary>Where the living nodes of a journal can reach this process.</summary>
static class Reach
{
    /// <summary>A row that has not changed for longer is nobody's to ask.</summary>
    const double Silent = 10;

    /// <summary>Where a process for one command listens: where it is told to, else where all can reach it.</summary>
    /// <exception cref="ConfigurationException">
    /// A living node cannot be reached from this machine, or this machine cannot listen there.
    /// </exception>
    public static async Task<string> Of(NodeSettings node, IReadOnlyCollection<NodeRow> rows)
    {
        var host = IsLoopback(node.Host) ? ForAll(rows) : node.Host;
        Check(node with { Host = host }, rows);
        await CheckListening(node with { Host = host });
        return host;
    }

    /// <summary>An address of this machine at which all can reach a process of it; loopback where nobody listens elsewhere.</summary>
    /// <exception cref="ConfigurationException">A living node cannot be reached from this machine.</exception>
    static string ForAll(IReadOnlyCollection<NodeRow> rows)
    {
        RefuseHidden(rows);
        return Elsewhere(rows) is { } peer ? Towards(peer) : IPAddress.Loopback.ToString();
    }

    /// <exception cref="ConfigurationException">A living node and this one cannot reach each other where they listen.</exception>
    public static void Check(NodeSettings node, IReadOnlyCollection<NodeRow> rows)
    {
        RefuseHidden(rows);
        if (!IsLoopback(node.PublicHost ?? node.Host) || Elsewhere(rows) is not { } peer) return;
        throw new ConfigurationException(
            "node.host",
            $"is {node.Host}, where the node at {peer.Host} cannot reach this machine; name the address at which it can, "
            + $"such as --set node.host={Towards(peer)}");
    }

    /// <summary>Tries to listen where a node is to, before it begins: what Akka.NET says of it later is no sentence.</summary>
    /// <exception cref="ConfigurationException">This machine cannot listen there.</exception>
    public static async Task CheckListening(NodeSettings node)
    {
        try
        {
            using var listener = new TcpListener((await Dns.GetHostAddressesAsync(node.Host))[0], node.Port);
            listener.Start();
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw new ConfigurationException(
                "node.host",
                $"is {Shown.Line(node.Host)} with port {node.Port}, where this machine cannot listen ({e.Message}); name an address of "
                + "this machine and a port that is free");
        }
    }

    /// <summary>The address of a living node that does not listen on its machine's loopback.</summary>
    static Address? Elsewhere(IEnumerable<NodeRow> rows) => Living(rows).Select(AddressOf).FirstOrDefault(a => !IsLoopback(a.Host));

    static void RefuseHidden(IEnumerable<NodeRow> rows)
    {
        if (Living(rows).FirstOrDefault(r => IsLoopback(AddressOf(r).Host) && IsOfAnotherMachine(r)) is not { } hidden) return;
        throw new ConfigurationException(
            "node.host",
            $"of the node on {hidden.Entry.Name} (process {hidden.Entry.Pid}) is {AddressOf(hidden).Host}, where nobody reaches it from "
            + "another machine; start it again with --set node.host= and its machine's address");
    }

    /// <summary>Without those who are there for one command.</summary>
    static IEnumerable<NodeRow> Living(IEnumerable<NodeRow> rows) => rows.Where(r =>
        r.State == NodeState.Up && r.BeatAge < Silent && !LocalLook.IsGone(r)
        && NodeCapacity.Parse(r.Entry.Capacity)?.Serves != Service.None);

    static Address AddressOf(NodeRow row) => Address.Parse(row.Key.Address);

    /// <summary>By the kernel's boot; containers of one machine may share its loopback.</summary>
    static bool IsOfAnotherMachine(NodeRow row) => row.Entry.Boot.Split('/')[0] != LocalLook.Boot.Split('/')[0];

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
