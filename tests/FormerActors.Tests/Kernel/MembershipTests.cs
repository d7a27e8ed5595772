using LossActors.FormerActors.Kernel;
using LossActors.FormerActors.Tests.Scripted;
using LossActors.FormerPersistence;
using LossActors.FormerPersistence.InMemory;

namespace LossActors.FormerActors.Tests.Kernel;

[Trait("guarantee", "G1")]
[Trait("guarantee", "G7")]
public sealed class MembershipTests
{
    static readonly MembershipOptions Options = new();

    readonly ManualTime time = new();
    readonly InMemoryStore store;
    readonly Membership membership;
    bool storeIsOut, replyIsLost;
    int identities;

    public MembershipTests()
    {
        store = new InMemoryStore(time, (_, moment) =>
        {
            if (storeIsOut || (replyIsLost && moment == WriteMoment.After)) throw new JournalException(JournalFault.Unreachable, "out");
        });
        membership = new Membership(store, () => new NodeInfo(new NodeId($"me-{++identities}"), "me", "boot", 1, 1, "{}"), Options, time);
    }

    [Fact]
    public async Task A_node_trusts_its_lease_for_the_lease_less_a_margin()
    {
        await membership.Join();
        time.Pass(11.9);
        Assert.True(membership.Trusted);
        time.Pass(0.2);
        Assert.False(membership.Trusted);
        Assert.True(await membership.Renew());
        Assert.True(membership.Trusted);
    }

    [Fact]
    public async Task A_renewal_that_fails_prolongs_nothing()
    {
        await membership.Join();
        time.Pass(6);
        storeIsOut = true;
        await Assert.ThrowsAsync<JournalException>(async () => await membership.Renew());
        time.Pass(6.1);
        Assert.False(membership.Trusted);
    }

    [Fact]
    public async Task A_join_whose_reply_was_lost_leaves_no_second_identity_behind()
    {
        replyIsLost = true;
        await Assert.ThrowsAsync<JournalException>(async () => await membership.Join());
        replyIsLost = false;
        await membership.Join();

        Assert.Equal(membership.Me.Id, Assert.Single(await store.Nodes()).Info.Id);
    }

    [Fact]
    public async Task Only_a_node_that_renewed_without_a_gap_for_a_lease_may_bury()
    {
        await membership.Join();
        Assert.False(membership.MayBury);
        await RenewFor(15);
        Assert.True(membership.MayBury);

        time.Pass(13);
        Assert.False(membership.MayBury);
        await membership.Renew();
        Assert.False(membership.MayBury);
        await RenewFor(15);
        Assert.True(membership.MayBury);
    }

    [Fact]
    public async Task Dead_is_final_and_the_next_life_has_a_new_identity()
    {
        await membership.Join();
        var first = membership.Me.Id;
        await store.DeclareDead(first, lostWorkIsSuspect: false);
        Assert.False(await membership.Renew());
        await membership.Join();
        Assert.NotEqual(first, membership.Me.Id);
        Assert.True(await membership.Renew());
        var nodes = (await store.Nodes()).Select(n => (n.Info.Id, n.State));
        Assert.Equal([(first, NodeState.Dead), (membership.Me.Id, NodeState.Active)], nodes);
    }

    [Fact]
    public void Who_has_not_joined_is_nobody() => Assert.Throws<InvalidOperationException>(() => membership.Me);

    async Task RenewFor(int seconds)
    {
        for (var s = 0; s < seconds; s += 5)
        {
            time.Pass(5);
            Assert.True(await membership.Renew());
        }
    }
}
