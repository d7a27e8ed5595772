using System.Data.Common;
using LossActors.Actors.Entities;
using LossActors.Persistence.Addresses;
using LossActors.Persistence.Databases;

namespace LossActors.Persistence.Nodes;

/// <summary>
/// The nodes of a journal's cluster, as the database knows them. The only place from which nodes know each other, and who is buried here is
/// nobody any more. Every statement is atomic; no clock of a node is compared with another's.
/// </summary>
public sealed class NodeTable(Database database)
{
    const string Columns =
        "address, incarnation, uid, state, beat, beat_at, thumbprint, certificate, name, boot, pid, started, capacity, drain";

    string Now => database.Now;

    /// <summary>Lists a process that wants to join, so that its certificate is accepted. Forgets rows that nobody needs any more.</summary>
    public Task List(NodeEntry me) => database.Transact(async session =>
    {
        await session.Run($"DELETE FROM node WHERE state <> 'up' AND beat_at < {Now} - 86400").ConfigureAwait(false);
        return await session.Run(
            $"""
             INSERT INTO node({Columns}) VALUES(
                 @address, @incarnation, @uid, 'joining', 0, {Now}, @thumbprint, @certificate, @name, @boot, @pid, @started, @capacity, @no)
             """,
            ("address", me.Key.Address), ("incarnation", me.Key.Incarnation.Id), ("uid", me.Uid), ("thumbprint", me.Thumbprint),
            ("certificate", me.Certificate.ToArray()), ("name", me.Name), ("boot", me.Boot), ("pid", me.Pid), ("started", me.Started),
            ("capacity", me.Capacity), ("no", false)).ConfigureAwait(false);
    });

    public Task<List<NodeRow>> Read() => database.Use(session =>
        session.List($"SELECT {Columns}, {Now} - beat_at FROM node ORDER BY address, incarnation", Row));

    /// <summary>
    /// A joined node lists itself up.
    /// </summary>
    /// <param name="members">Address and Akka's number of the members of the cluster that it has joined, as it sees them.</param>
    /// <returns>False if no row of that cluster is up, or the own row is buried: the process must end.</returns>
    public Task<bool> Up(NodeKey me, IEnumerable<(string Address, long Uid)> members) => database.Transact(async session =>
    {
        var joined = members.ToHashSet();
        var up = await session.List(
            $"SELECT address, uid FROM node WHERE state = 'up' ORDER BY address, incarnation {database.ForUpdate}",
            r => (r.GetString(0), r.GetInt64(1))).ConfigureAwait(false);
        return up.Any(joined.Contains) && await Rise(session, me).ConfigureAwait(false);
    });

    /// <summary>
    /// A node that has formed a cluster by itself lists itself up and buries every other row that is up: whoever wrote them would be
    /// another cluster.
    /// </summary>
    /// <returns>False if the bootstrap lease is not its own any more: the process must end.</returns>
    public Task<bool> Found(NodeKey me) => database.Transact(async session =>
    {
        var leases = new Leases(database);
        if (!await leases.IsHeld(session, Leases.Bootstrap, me.Incarnation.Id).ConfigureAwait(false)) return false;
        await session.List(
            $"SELECT 1 FROM node WHERE state <> 'down' ORDER BY address, incarnation {database.ForUpdate}", _ => 0).ConfigureAwait(false);
        if (!await Rise(session, me).ConfigureAwait(false)) return false;
        await session.Run($"UPDATE node SET state = 'down' WHERE state = 'up' AND NOT ({Mine})", Is(me)).ConfigureAwait(false);
        await session.Run("DELETE FROM lease WHERE name = @name", ("name", Leases.Bootstrap)).ConfigureAwait(false);
        return true;
    });

    /// <summary>"I live", and what others wish of it.</summary>
    /// <returns>The drain wish; null: the row is buried or gone, and the process must stop everything and end.</returns>
    public Task<bool?> Beat(NodeKey me) => database.Transact(async session =>
        await session.Run(
            $"UPDATE node SET beat = beat + 1, beat_at = {Now} WHERE {Mine} AND state <> 'down'", Is(me)).ConfigureAwait(false) == 0
            ? (bool?)null
            : (await session.List($"SELECT drain FROM node WHERE {Mine}", r => r.GetBoolean(0), Is(me)).ConfigureAwait(false)) is [true]);

    /// <summary>
    /// A survivor buries whom its cluster has removed. Only while its own row is up; both rows are locked first, in one order, else two
    /// could bury each other.
    /// </summary>
    /// <param name="uid">Akka's number for the life that was removed.</param>
    /// <returns>Whether the row is down now.</returns>
    public Task<bool> Bury(NodeKey me, string address, long uid) => database.Transact(async session =>
    {
        var rows = await session.List(
            $"""
             SELECT address, incarnation, uid, state FROM node WHERE {Mine} OR address = @other
             ORDER BY address, incarnation {database.ForUpdate}
             """,
            r => (Key: new NodeKey(r.GetString(0), new(r.GetString(1))), Uid: r.GetInt64(2), State: r.GetString(3)),
            [.. Is(me), ("other", address)]).ConfigureAwait(false);
        if (!rows.Any(r => r.Key == me && r.State == "up")) return false;
        foreach (var row in rows.Where(r => r.Key != me && r.Key.Address == address && r.Uid == uid))
            await session.Run($"UPDATE node SET state = 'down' WHERE {Mine}", Is(row.Key)).ConfigureAwait(false);
        return true;
    });

    /// <summary>An orderly end. A buried row stays: it tells that this life is over.</summary>
    public Task Leave(NodeKey me) => database.Use(session => session.Run($"DELETE FROM node WHERE {Mine} AND state <> 'down'", Is(me)));

    /// <returns>False if that life is not listed any more.</returns>
    public Task<bool> WishDrain(NodeKey whom) => database.Use(async session =>
        await session.Run(
            $"UPDATE node SET drain = @yes WHERE {Mine} AND state <> 'down'", [.. Is(whom), ("yes", true)]).ConfigureAwait(false) == 1);

    const string Mine = "address = @address AND incarnation = @incarnation";

    /// <summary>From joining to up; the buried stay where they are.</summary>
    async Task<bool> Rise(Session session, NodeKey me) => await session.Run(
        $"UPDATE node SET state = 'up', beat = beat + 1, beat_at = {Now} WHERE {Mine} AND state = 'joining'",
        Is(me)).ConfigureAwait(false) == 1;

    static (string, object?)[] Is(NodeKey key) => [("address", key.Address), ("incarnation", key.Incarnation.Id)];

    static NodeRow Row(DbDataReader r)
    {
        var state = Enum.TryParse<NodeState>(r.GetString(3), ignoreCase: true, out var known) ? known
            : throw new JournalException(JournalFault.Damaged, $"The table of nodes has a row of an unknown state '{r.GetString(3)}'.");
        var key = new NodeKey(r.GetString(0), new Incarnation(r.GetString(1)));
        var entry = new NodeEntry(
            key, r.GetInt64(2), r.GetString(6), (byte[])r.GetValue(7), r.GetString(8), r.GetString(9), r.GetInt32(10), r.GetString(11),
            r.GetString(12));
        return new(entry, state, r.GetInt64(4), r.GetDouble(14), r.GetBoolean(13));
    }
}
