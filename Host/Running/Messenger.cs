using LossActors.Actors.Entities;
using LossActors.Host.Nodes;
using LossActors.Host.RunFiles;
using LossActors.Persistence.Addresses;
using LossActors.Persistence.Databases;
using LossActors.Persistence.Nodes;

namespace LossActors.Host.Running;

/// <summary>
/// A process that lives for one command: it joins the journal's cluster, or forms one where no node lives, and works for nobody. What it
/// hosts meanwhile answers, and rests.
/// </summary>
sealed class Messenger : IAsyncDisposable
{
    static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    readonly Database journal;
    readonly MachineSettings machine;
    ClusterNode node;

    Messenger(Database journal, MachineSettings machine, ClusterNode node) =>
        (this.journal, this.machine, this.node) = (journal, machine, node);

    public static async Task<Messenger> Join(Database journal, MachineSettings machine, CancellationToken cancel) =>
        new(journal, machine, await Start(journal, machine, cancel));

    /// <summary>Asks until it is answered, be it by what this process hosts itself once nobody else does.</summary>
    public async Task<TAnswer> Ask<TAnswer>(EntityId whom, IMessage question, CancellationToken cancel)
        where TAnswer : IMessage
    {
        while (true)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var answer = node.Ask<TAnswer>(whom, question, over.Token);
            while (await Task.WhenAny(answer, Task.Delay(BetweenLooks, cancel)) != answer && await IsHosted())
                cancel.ThrowIfCancellationRequested();
            try
            {
                if (answer.IsCompleted) return await answer;
            }
            catch (NotMemberException)
            {
                // The others went on without this node.
            }

            await over.CancelAsync();
            await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await node.DisposeAsync();
            node = await Start(journal, machine, cancel);
        }
    }

    public ValueTask DisposeAsync() => node.DisposeAsync();

    static async Task<ClusterNode> Start(Database journal, MachineSettings machine, CancellationToken cancel)
    {
        var rows = await new NodeTable(journal).Read();
        // Where others host actors it takes none, so that nothing moves for its sake.
        var options = new NodeOptions
        {
            Journal = journal, HostsActors = !rows.Any(Hosts), Serves = Service.None, Host = await Reach.Of(machine.Node, rows),
            Port = machine.Node.Port, PublicHost = machine.Node.PublicHost, Akka = machine.Akka,
        };
        return await ClusterNode.Start(options, cancel);
    }

    /// <summary>Whether any node, be it this one, hosts actors; where nobody does, nobody answers.</summary>
    async Task<bool> IsHosted()
    {
        try
        {
            return (await new NodeTable(journal).Read()).Any(Hosts);
        }
        catch (JournalException e) when (e.MayPass)
        {
            return true;
        }
    }

    static bool Hosts(NodeRow row) =>
        LocalLook.IsAtWork(row) && NodeCapacity.Parse(row.Entry.Capacity)?.HostsActors == true;
}
