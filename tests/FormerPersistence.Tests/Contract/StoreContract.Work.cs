namespace LossActors.FormerPersistence.Tests.Contract;

public abstract partial class StoreContract
{
    [Fact]
    [Trait("guarantee", "G5")]
    public async Task A_result_is_told_once_to_everyone_who_asked()
    {
        await AskFor(await Own(Island), Ask(1, "ticket:7"), Ask(1, "ticket:8"));
        await AskFor(await Own(Neighbour), Ask(1, "ticket:1"));
        var lease = await ClaimOne();
        Assert.Equal((Work(1), Run, "c", "request 1"), (lease.Work, lease.Run, lease.Class, Text(lease.Request)));
        Assert.Empty(await Store.Claim(Me, ["c"], 1));

        Assert.Equal(RecordOutcome.Recorded, await Store.Record(Work(1), Bytes("0.5"), Meta));

        Assert.Equal(["ticket:7=0.5", "ticket:8=0.5"], await MailOf(Island));
        Assert.Equal(["ticket:1=0.5"], await MailOf(Neighbour));
        Assert.All(await Store.Mailbox(Island, 10), m => Assert.Equal(MailboxRow.Result, m.Type));
        Assert.Equal("0.5", Text((await Store.Result(Work(1)))!.Value));
        Assert.Null(await Store.Result(Work(2)));
        Assert.Equal(0, await Store.TellForgotten());
    }

    [Fact]
    [Trait("guarantee", "G5")]
    public async Task A_later_result_is_compared_and_dropped()
    {
        await AskFor(await Own(Island), Ask(1, "ticket:7"));
        await ClaimOne();
        await Store.Record(Work(1), Bytes("0.5"), Meta);

        Assert.Equal(RecordOutcome.Same, await Store.Record(Work(1), Bytes("0.5"), Meta));
        Assert.Equal(RecordOutcome.Different, await Store.Record(Work(1), Bytes("0.6"), Meta));
        Assert.Equal(["ticket:7=0.5"], await MailOf(Island));
        Assert.Equal("0.5", Text((await Store.Result(Work(1)))!.Value));
        Assert.Equal(new WorkTotals(0, 0, 1, 0, 1.5), await Store.Totals(Run));
    }

    [Fact]
    [Trait("guarantee", "G5")]
    public async Task Who_asks_for_a_known_result_is_told_in_the_same_turn()
    {
        await AskFor(await Own(Island), Ask(1, "ticket:7"));
        await ClaimOne();
        await Store.Record(Work(1), Bytes("0.5"), Meta);

        await AskFor(await Own(Neighbour), Ask(1, "ticket:3"), Ask(2, "ticket:4"));

        Assert.Equal(["ticket:3=0.5"], await MailOf(Neighbour));
        Assert.Equal(Work(2), (await ClaimOne()).Work);
    }

    [Fact]
    [Trait("guarantee", "G5")]
    public async Task A_late_result_is_used_if_it_is_the_first()
    {
        await AskFor(await Own(Island), Ask(1, "ticket:7"));
        await ClaimOne();
        await Store.DeclareDead(Me, lostWorkIsSuspect: true);
        await Store.Join(Node(Other), Lease);
        await ClaimOne(Other);

        Assert.Equal(RecordOutcome.Recorded, await Store.Record(Work(1), Bytes("0.5"), Meta));
        Assert.Equal(RecordOutcome.Same, await Store.Record(Work(1), Bytes("0.5"), Meta with { Node = Other }));
        Assert.Equal(["ticket:7=0.5"], await MailOf(Island));
    }

    [Fact]
    [Trait("guarantee", "G10")]
    public async Task Work_of_a_vanished_node_is_ready_again_and_suspect_only_if_so_said()
    {
        await Store.Join(Node(Other), Lease);
        await AskFor(await Own(Island), Ask(1, "ticket:7"));
        await ClaimOne();
        await Store.DeclareDead(Me, lostWorkIsSuspect: true);
        Assert.Equal((1, 0), ((await ClaimOne(Other)).Unwitnessed, (await Store.Totals(Run)).Poison));
        await Store.DeclareDead(Me, lostWorkIsSuspect: true);
        Assert.Empty(await Store.Claim(Other, ["c"], 1));
        await Store.DeclareDead(Other, lostWorkIsSuspect: false);
        await Store.Join(Node(new("third")), Lease);

        Assert.Equal(1, (await ClaimOne(new("third"))).Unwitnessed);
    }

    [Fact]
    public async Task Returned_work_is_ready_and_nobody_else_can_return_it()
    {
        await Store.Join(Node(Other), Lease);
        await AskFor(await Own(Island), Ask(1, "ticket:7"));
        await ClaimOne();
        await Store.Return(Work(1), Other);
        Assert.Empty(await Store.Claim(Other, ["c"], 1));
        await Store.Return(Work(1), Me);

        var lease = await ClaimOne(Other);
        Assert.Equal((0, 0), (lease.Unwitnessed, lease.Deaths));
    }

    [Fact]
    [Trait("guarantee", "G10")]
    public async Task The_third_witnessed_death_is_a_verdict_that_is_told_like_a_result()
    {
        await AskFor(await Own(Island), Ask(1, "ticket:7"));
        for (var death = 1; death <= 3; death++)
        {
            Assert.Equal(death - 1, (await ClaimOne()).Deaths);
            Assert.Equal(death, await Store.Died(Work(1), Me, death - 1, Bytes("poison")));
            Assert.Equal(death, await Store.Died(Work(1), Me, death - 1, Bytes("poison")));
        }

        Assert.Equal(["ticket:7=poison"], await MailOf(Island));
        Assert.Equal(new WorkTotals(0, 0, 0, 1, 0), await Store.Totals(Run));
        Assert.Empty(await Store.Claim(Me, ["c"], 1));
        Assert.Equal(RecordOutcome.Different, await Store.Record(Work(1), Bytes("0.5"), Meta));
        await AskFor(await Own(Neighbour), Ask(1, "ticket:1"));
        Assert.Equal(["ticket:1=poison"], await MailOf(Neighbour));
    }

    [Fact]
    [Trait("guarantee", "G10")]
    public async Task A_death_that_is_told_again_after_the_work_was_claimed_anew_counts_once()
    {
        await AskFor(await Own(Island), Ask(1, "ticket:7"));
        await ClaimOne();
        Assert.Equal(1, await Store.Died(Work(1), Me, 0, Bytes("poison")));
        await ClaimOne();

        Assert.Equal(1, await Store.Died(Work(1), Me, 0, Bytes("poison")));
        Assert.Equal(2, await Store.Died(Work(1), Me, 1, Bytes("poison")));
    }

    [Fact]
    public async Task Claims_go_by_priority_then_age_and_class()
    {
        var owned = await Own(Island);
        owned = await AskFor(owned, Ask(1, "t1", 5), Ask(2, "t2", 3), Ask(3, "t3", 3), Ask(4, "t4", 0, "other"));
        await AskFor(owned, Ask(5, "t5", 9));
        await AskFor(await Own(Neighbour), Ask(5, "t1", 1));

        Assert.Empty(await Store.Claim(Me, [], 9));
        Assert.Empty(await Store.Claim(Me, ["unknown"], 9));
        Assert.Empty(await Store.Claim(Me, ["c"], 0));
        Assert.Equal([Work(5), Work(2)], (await Store.Claim(Me, ["c"], 2)).Select(w => w.Work));
        Assert.Equal([Work(4), Work(3), Work(1)], (await Store.Claim(Me, ["c", "other"], 9)).Select(w => w.Work));
    }

    [Fact]
    public async Task Runs_take_turns()
    {
        await AskFor(await Own(Island), [.. Enumerable.Range(0, 6).Select(i => Ask(i, $"t{i}", i))]);
        await AskFor(await SecondRun(), [.. Enumerable.Range(10, 4).Select(i => Ask(i, $"t{i}", i))]);

        await ExpectClaims(3, 0, 10, 1);
        await ExpectClaims(1, 11);
        await ExpectClaims(1, 2);
        await ExpectClaims(9, 12, 3, 13, 4, 5);
    }

    [Fact]
    public async Task Work_that_two_runs_ask_for_is_claimed_once_and_paused_runs_wait()
    {
        await AskFor(await Own(Island), Ask(1, "t1", 1), Ask(2, "t2", 2));
        await AskFor(await SecondRun(), Ask(1, "t1", 1), Ask(3, "t3", 2));
        await Store.SetRunState(Run, RunState.Paused);
        await ExpectClaims(9, 1, 3);
        await Store.SetRunState(Run, RunState.Running);

        await ExpectClaims(9, 2);
    }

    [Fact]
    public async Task A_dead_or_unknown_node_claims_nothing()
    {
        await AskFor(await Own(Island), Ask(1, "t1"));
        await Store.DeclareDead(Me, lostWorkIsSuspect: false);

        Assert.Empty(await Store.Claim(Me, ["c"], 1));
        Assert.Empty(await Store.Claim(new("unknown"), ["c"], 1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_ends_asks_for_nothing_and_its_results_stay(bool inATurn)
    {
        var owned = await AskFor(await Own(Island), Ask(1, "t1", 1), Ask(2, "t2", 2), Ask(3, "t3", 3), Ask(4, "t4", 4));
        await AskFor(await SecondRun(), Ask(4, "t4", 4));
        await ExpectClaims(3, 1, 4, 2);
        await Store.Record(Work(1), Bytes("0.5"), Meta);

        if (inATurn)
            await Commit(TurnOf(owned) with { Run = new(RunState.Ended) }, owned);
        else
            await Store.SetRunState(Run, RunState.Ended);

        Assert.Equal(new WorkTotals(0, 2, 1, 0, 1.5), await Store.Totals(Run));
        Assert.Equal(RecordOutcome.Unasked, await Store.Record(Work(3), Bytes("0.5"), Meta));
        Assert.Equal(RecordOutcome.Recorded, await Store.Record(Work(2), Bytes("0.7"), Meta));
        Assert.Equal(["t1=0.5"], await MailOf(Island));
        await Store.Return(Work(4), Me);
        await ExpectClaims(9, 4);
        Assert.Equal("0.5", Text((await Store.Result(Work(1)))!.Value));
        Assert.Equal((1.5, null, null), (await Store.Seconds(Work(1)), await Store.Seconds(Work(3)), await Store.Seconds(Work(4))));
    }

    [Fact]
    public async Task Leased_work_that_nobody_asks_for_is_forgotten_when_it_comes_back()
    {
        await AskFor(await Own(Island), Ask(1, "t1", 1), Ask(2, "t2", 2));
        await ExpectClaims(9, 1, 2);
        await Store.SetRunState(Run, RunState.Ended);
        await Store.Return(Work(1), Me);
        await Store.Leave(Me);

        Assert.Equal(new WorkTotals(0, 0, 0, 0, 0), await Store.Totals(Run));
    }

    async Task ExpectClaims(int limit, params int[] works) =>
        Assert.Equal(works, (await Store.Claim(Me, ["c"], limit)).Select(w => Convert.ToInt32(w.Work.Value, 16)));
}
