namespace LossActors.FormerPersistence.Tests.Contract;

public abstract partial class StoreContract
{
    [Fact]
    [Trait("guarantee", "G1")]
    public async Task A_fenced_owner_cannot_commit()
    {
        var old = await Own(Island);
        await Store.DeclareDead(Me, lostWorkIsSuspect: false);
        await Store.Join(Node(Other), Lease);
        var taken = await Own(Island, Other);

        Assert.Equal(old.Term.Value + 1, taken.Term.Value);
        Assert.Equal(TurnOutcome.Fenced, await Store.Commit(TurnOf(old)));
        Assert.False(await Store.Release(Island, old.Term));
        Assert.False(await Store.Park(Island, old.Term, "no"));
        await Commit(TurnOf(taken), taken);
    }

    [Fact]
    public async Task A_living_owners_actor_is_not_taken()
    {
        await Own(Island);
        await Store.Join(Node(Other), Lease);

        Assert.Equal([Neighbour], (await Store.Ownerless()).Select(a => a.Id));
        Assert.Empty(await Store.TakeOver(Other, [Island]));
        Assert.Equal([Neighbour], (await Store.TakeOver(Other, [Island, Neighbour, new(Run, "nobody")])).Select(a => a.Id));
    }

    [Fact]
    [Trait("guarantee", "G1")]
    public async Task Of_nodes_that_compete_for_an_actor_one_wins()
    {
        var nodes = Enumerable.Range(0, 8).Select(i => new NodeId($"rival-{i}")).ToArray();
        foreach (var node in nodes)
            await Store.Join(Node(node), Lease);

        var taken = await Task.WhenAll(nodes.Select(n => Task.Run(async () => await Store.TakeOver(n, [Island, Neighbour]))));

        Assert.Equal(2, taken.Sum(t => t.Count));
        Assert.All(await Store.Actors(Run), a => Assert.Equal(new Term(1), a.Term));
    }

    [Fact]
    [Trait("guarantee", "G7")]
    public async Task A_free_actor_calls_every_node_and_a_drain_the_drained_one()
    {
        var owned = await Own(Island);
        await Own(Neighbour);
        await Store.Join(Node(Other), Lease);
        Assert.Equal((false, false), (await Store.Calls(Me), await Store.Calls(Other)));

        await Store.Drain(Other);
        Assert.Equal((false, true), (await Store.Calls(Me), await Store.Calls(Other)));
        await Store.Leave(Other);
        Assert.False(await Store.Calls(Other));

        await Store.Release(Island, owned.Term);
        Assert.True(await Store.Calls(Me));
        await Store.SetRunState(Run, RunState.Ended);
        Assert.False(await Store.Calls(Me));
    }

    [Fact]
    public async Task A_released_actor_goes_to_another_node_with_a_higher_term()
    {
        var old = await Own(Island);
        old = await Commit(TurnOf(old), old);
        await Store.Join(Node(Other), Lease);

        Assert.True(await Store.Release(Island, old.Term));
        Assert.Equal(new ActorLease(Island, "island", new(2), 1), await Own(Island, Other));
        Assert.False(await Store.Release(Island, old.Term));
    }

    [Fact]
    public async Task A_parked_actor_rests_with_its_reason_until_it_is_unparked()
    {
        var owned = await Own(Island);
        Assert.True(await Store.Park(Island, owned.Term, "cannot read event 3"));

        var parked = await RecordOf(Island);
        Assert.Equal((ActorStatus.Parked, "cannot read event 3", null), (parked.Status, parked.Reason, parked.Owner));
        Assert.Empty(await Store.TakeOver(Me, [Island]));
        Assert.Equal(1, await Store.Unpark(Run));
        Assert.Equal(0, await Store.Unpark(Run));
        Assert.Equal(2, (await Own(Island)).Term.Value);
    }

    [Fact]
    public async Task Actors_of_an_ended_run_have_nobody_to_own_them()
    {
        await Store.SetRunState(Run, RunState.Paused);
        Assert.Equal(2, (await Store.Ownerless()).Count);
        await Store.SetRunState(Run, RunState.Ended);

        Assert.Empty(await Store.Ownerless());
        Assert.Empty(await Store.TakeOver(Me, [Island]));
    }

    [Fact]
    [Trait("guarantee", "G7")]
    public async Task Dead_is_final()
    {
        Assert.True(await Store.Renew(Me, Lease));
        await Store.DeclareDead(Me, lostWorkIsSuspect: false);

        Assert.False(await Store.Renew(Me, Lease));
        await Store.Join(Node(Me), Lease);
        Assert.False(await Store.Renew(Me, Lease));
        Assert.Empty(await Store.TakeOver(Me, [Island]));
        Assert.False(await Store.Renew(new("unknown"), Lease));
        Assert.Equal(NodeState.Dead, Assert.Single(await Store.Nodes()).State);
    }

    [Fact]
    [Trait("guarantee", "G7")]
    public async Task A_node_that_renews_buries_those_whose_lease_ran_out()
    {
        // Seconds of slack on both sides: a real server's clock goes on while the test runs.
        var grace = TimeSpan.FromSeconds(6);
        await Store.Join(Node(Other), Lease);
        await Own(Island, Other);
        await AskFor(await Own(Neighbour), Ask(1, "ticket:1"));
        await ClaimOne(Other);
        await PassTime(TimeSpan.FromSeconds(10));
        await Store.Renew(Me, Lease);
        await PassTime(TimeSpan.FromSeconds(6));
        await Store.Renew(Me, Lease);
        Assert.Equal(0, await Store.BuryExpired(Me, grace));
        await PassTime(TimeSpan.FromSeconds(6));

        Assert.Equal(1, await Store.BuryExpired(Me, grace));
        Assert.False(await Store.Renew(Other, Lease));
        Assert.Equal(1, (await ClaimOne()).Unwitnessed);
        Assert.Equal([Island], (await Store.Ownerless()).Select(a => a.Id));
        Assert.Equal(0, await Store.BuryExpired(Me, grace));
    }

    [Fact]
    [Trait("guarantee", "G9")]
    public async Task After_an_outage_the_first_to_come_back_buries_nobody()
    {
        await Store.Join(Node(Other), Lease);
        await PassTime(TimeSpan.FromMinutes(5));

        Assert.Equal(0, await Store.BuryExpired(Me, TimeSpan.FromSeconds(2)));
        Assert.True(await Store.Renew(Me, Lease));
        Assert.Equal(0, await Store.BuryExpired(Me, TimeSpan.FromSeconds(2)));
        Assert.True(await Store.Renew(Other, Lease));
        await PassTime(TimeSpan.FromSeconds(10));
        Assert.True(await Store.Renew(Me, Lease));
        Assert.Equal(0, await Store.BuryExpired(Me, TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public async Task A_node_that_leaves_gives_back_its_actors_and_its_work_without_suspicion()
    {
        await AskFor(await Own(Island), Ask(1, "ticket:1"));
        await ClaimOne();
        await Store.Leave(Me);
        await Store.Join(Node(Other), Lease);

        Assert.Null((await RecordOf(Island)).Owner);
        Assert.Equal(0, (await ClaimOne(Other)).Unwitnessed);
        Assert.False(await Store.Renew(Me, Lease));
    }

    [Fact]
    public async Task A_node_that_is_drained_takes_nothing_more_but_keeps_what_it_has()
    {
        var owned = await AskFor(await Own(Island), Ask(1, "ticket:1"));
        Assert.True(await Store.Drain(Me));

        Assert.False(await Store.Drain(Me));
        Assert.Empty(await Store.TakeOver(Me, [Neighbour]));
        Assert.Empty(await Store.Claim(Me, ["c"], 1));
        Assert.True(await Store.Renew(Me, Lease));
        await Commit(TurnOf(owned), owned);
        Assert.Equal(NodeState.Leaving, Assert.Single(await Store.Nodes()).State);
    }

    [Fact]
    public async Task Nodes_are_listed_with_their_lease()
    {
        var before = Assert.Single(await Store.Nodes());
        await PassTime(TimeSpan.FromSeconds(5));
        await Store.Renew(Me, Lease);
        var after = Assert.Single(await Store.Nodes());

        Assert.Equal(Node(Me), after.Info);
        Assert.Equal(Lease.TotalSeconds, (before.LeaseUntil - before.StartedAt).TotalSeconds, 0.5);
        Assert.InRange((after.LeaseUntil - after.StartedAt).TotalSeconds, 19.5, 22);
    }
}
