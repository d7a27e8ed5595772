using LossActors.Host.Configuration;
using LossActors.Host.Nodes;
using LossActors.Host.Reports;
using LossActors.Host.RunFiles;
using LossActors.Persistence.Addresses;
using LossActors.Persistence.Bytes;
using LossActors.Persistence.Databases;
using LossActors.Persistence.Nodes;
using LossActors.Persistence.Reading;

namespace LossActors.Host.Running;

/// <summary>An open journal and what this machine works for it with.</summary>
sealed class WorkPlace(Database journal, MachineSettings machine, DeviceSet devices)
{
    static readonly TimeSpan BetweenLives = TimeSpan.FromSeconds(1);

    bool hasListened;

    public Database Journal => journal;

    public JournalReader Reader { get; } = new(journal, new EventBytes(NodeComposition.Codecs));

    /// <summary>Opens a journal, and makes the folder of one that is a file.</summary>
    public static Task<Database> Open(string address, JournalAccess access = JournalAccess.Create)
    {
        var parsed = JournalAddress.Parse(address);
        if (access == JournalAccess.Create && parsed.Kind == JournalKind.Sqlite
            && Path.GetDirectoryName(Path.GetFullPath(parsed.Location)) is { } folder)
        {
            try
            {
                Directory.CreateDirectory(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new JournalException(
                    JournalFault.CannotWrite, $"The folder {folder} of the journal cannot be created: {e.Message}", e);
            }
        }

        return Database.Open(parsed, access);
    }

    /// <inheritdoc cref="DeviceSet.Rehearse"/>
    public Task Rehearse(Founding founding, string path, CancellationToken cancel) => devices.Rehearse(founding, path, cancel);

    /// <summary>
    /// Whether a journal is there, and that it may be written, or made where it is not; changes nothing. Whether it is one of this program
    /// shows when it is opened.
    /// </summary>
    /// <exception cref="JournalException">It may not.</exception>
    public static async Task<bool> IsThere(string address)
    {
        var parsed = JournalAddress.Parse(address);
        if (parsed.Kind == JournalKind.Postgres) return await PostgresDatabase.IsThere(parsed);
        var file = new FileInfo(Path.GetFullPath(parsed.Location));
        if (Directory.Exists(file.FullName)) return true;
        try
        {
            OutputFile.CheckFolder(file.DirectoryName!);
            if (file.Exists) OutputFile.CheckAny(file);
            return file is { Exists: true, Length: > 0 };
        }
        catch (ConfigurationException e)
        {
            throw new JournalException(JournalFault.CannotWrite, $"The journal {e.Message}.", e);
        }
    }

    /// <summary>Begins a life in the journal's cluster, with this machine's devices.</summary>
    /// <exception cref="ConfigurationException">The other nodes cannot reach it where it is to listen.</exception>
    public async Task<ClusterNode> Begin(Service serves, CancellationToken cancel)
    {
        var node = machine.Node;
        while (true)
        {
            Reach.Check(node, await Others());
            if (!hasListened) await Reach.CheckListening(node);
            hasListened = true;
            var options = new NodeOptions
            {
                Journal = journal, HostsActors = node.Actors, Serves = serves, Host = node.Host, Port = node.Port,
                PublicHost = node.PublicHost, Devices = devices.Offered, AuditEvery = devices.AuditEvery, Akka = machine.Akka,
            };
            try
            {
                var life = await ClusterNode.Start(options, cancel);
                await devices.AddTo(life);
                return life;
            }
            catch (NotMemberException e)
            {
                Serilog.Log.Warning("Joining begins anew: {Reason}", e.Message);
                await Task.Delay(BetweenLives, cancel);
            }
        }
    }

    /// <summary>Looks into the journal; where it is away, again until it is there: a member of its cluster waits for it.</summary>
    public static async Task<T> OnceThere<T>(Func<Task<T>> look, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return await look();
            }
            catch (JournalException e) when (e.MayPass)
            {
                await Task.Delay(BetweenLives, cancel);
            }
        }
    }

    /// <summary>None where the journal is away: who begins waits for it later.</summary>
    async Task<IReadOnlyList<NodeRow>> Others()
    {
        try
        {
            return await new NodeTable(journal).Read();
        }
        catch (JournalException e) when (e.MayPass)
        {
            return [];
        }
    }
}
