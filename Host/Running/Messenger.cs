using LossActors.Actors.Entities;
using LossActors.Host.Nodes;
using LossActors.Persistence.Databases;
using LossActors.Persistence.Nodes;

namespace LossActors.Host.Running;

/// <summary>
/// A process that lives for one command: it joins the journal's cluster, or forms one where no node lives, and works for nobody. What it
/// hosts meanwhile answers, and rests.
/// </summary>
sealed class Messenger : IAsyncDisposable
{
    readonly ClusterNode node;

    Messenger(ClusterNode node) => this.node = node;

    public static async Task<Messenger> Join(Database journal, CancellationToken cancel)
    {
        var rows = await new NodeTable(journal).Read();
        // Where others host actors it takes none, so that nothing moves for its sake.
        var alone = !rows.Any(r =>
            r.State == NodeState.Up && !LocalLook.IsGone(r) && NodeCapacity.Parse(r.Entry.Capacity)?.HostsActors == true);
        return new(await ClusterNode.Start(
            new NodeOptions { Journal = journal, HostsActors = alone, Serves = Service.None, Host = Reach.ForAll(rows) }, cancel));
    }

    /// <inheritdoc cref="ClusterNode.Ask"/>
    public Task<TAnswer> Ask<TAnswer>(EntityId whom, IMessage question, CancellationToken cancel)
        where TAnswer : IMessage => node.Ask<TAnswer>(whom, question, cancel);

    public ValueTask DisposeAsync() => node.DisposeAsync();
}
