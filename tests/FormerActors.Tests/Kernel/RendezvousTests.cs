using LossActors.FormerActors.Kernel;
using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Tests.Kernel;

public sealed class RendezvousTests
{
    static readonly NodeId[] Nodes = [.. Enumerable.Range(0, 5).Select(i => new NodeId($"node-{i}"))];
    static readonly ActorId[] Actors = [.. Enumerable.Range(0, 1000).Select(i => new ActorId(new RunId("r"), $"island/{i}"))];

    [Fact]
    public void The_owner_does_not_depend_on_the_order_in_which_nodes_are_listed() =>
        Assert.All(Actors, a => Assert.Equal(Rendezvous.Owner(a, Nodes), Rendezvous.Owner(a, Nodes.Reverse())));

    [Fact]
    public void Every_node_gets_about_its_share() =>
        Assert.All(Nodes, n => Assert.InRange(Actors.Count(a => Rendezvous.Owner(a, Nodes) == n), 150, 250));

    [Fact]
    public void A_node_that_goes_moves_its_own_actors_only() => Assert.All(Actors, a =>
    {
        var before = Rendezvous.Owner(a, Nodes);
        if (before != Nodes[2]) Assert.Equal(before, Rendezvous.Owner(a, Nodes.Where(n => n != Nodes[2])));
    });

    [Fact]
    public void Without_nodes_there_is_no_owner() => Assert.Null(Rendezvous.Owner(Actors[0], []));
}
