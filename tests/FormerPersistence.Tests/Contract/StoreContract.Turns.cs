namespace LossActors.FormerPersistence.Tests.Contract;

public abstract partial class StoreContract
{
    [Theory]
    [InlineData(0, 0, TurnOutcome.Committed)]
    [InlineData(-1, 0, TurnOutcome.Conflict)]
    [InlineData(1, 0, TurnOutcome.Conflict)]
    [InlineData(0, -1, TurnOutcome.Fenced)]
    [InlineData(0, 1, TurnOutcome.Fenced)]
    [InlineData(-1, -1, TurnOutcome.Fenced)]
    [InlineData(1, 1, TurnOutcome.Fenced)]
    [Trait("guarantee", "G1")]
    [Trait("guarantee", "G2")]
    public async Task A_turn_commits_only_on_the_head_and_term_that_it_was_made_for(int seqOff, int termOff, TurnOutcome expected)
    {
        var owned = await Own(Island);
        owned = await Commit(TurnOf(owned, "1", "2"), owned);
        var turn = new Turn(Island, owned.Seq + seqOff, new(owned.Term.Value + termOff), NewTurnId(), [Event("3")]);

        Assert.Equal(expected, await Store.Commit(turn));
        Assert.Equal(expected == TurnOutcome.Committed ? ["1", "2", "3"] : ["1", "2"], await JournalOf(Island));
    }

    [Fact]
    public async Task A_turn_of_an_unknown_actor_is_fenced() =>
        Assert.Equal(TurnOutcome.Fenced, await Store.Commit(new(new(Run, "nobody"), 0, new(1), NewTurnId(), [Event("e")])));

    [Fact]
    public async Task A_turn_without_events_or_without_an_id_is_refused()
    {
        var owned = await Own(Island);
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.Commit(TurnOf(owned) with { Events = [] }));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.Commit(TurnOf(owned) with { TurnId = "" }));
    }

    [Fact]
    [Trait("guarantee", "G3")]
    public async Task All_parts_of_a_turn_commit_together()
    {
        await Store.Post(Island, "steer:1", "Steer", Bytes("faster"));
        var row = Assert.Single(await Store.Mailbox(Island, 10));
        var owned = await Own(Island);
        var turn = TurnOf(owned, "born", "asked") with
        {
            Consumed = [row.Id],
            Messages = [new(Neighbour.Name, "Elite", Bytes("a")), new("run", "Progress", Bytes("b"))],
            Asks = [Ask(1, "ticket:1")],
            Waves = [new(0, false, Bytes("wave"))],
            Spawned = [new("island/9", "island")],
            Run = new(StopAt: 77),
        };

        await Commit(turn, owned);

        Assert.Equal(["born", "asked"], await JournalOf(Island));
        Assert.Empty(await Store.Mailbox(Island, 10));
        Assert.Equal(["from:island/0:1:0=a"], await MailOf(Neighbour));
        Assert.Equal(["from:island/0:1:1=b"], await MailOf(new(Run, "run")));
        Assert.Equal(1, (await Store.Totals(Run)).Ready);
        Assert.Equal("wave", Text((await Store.Wave(Island, 0))!.Data));
        Assert.Equal(["island/0", "island/1", "island/9"], (await Store.Actors(Run)).Select(a => a.Id.Name));
        Assert.Equal(77, (await Store.GetRun(Run))!.StopAt);
        Assert.Equal(2, (await RecordOf(Island)).Seq);
    }

    [Theory]
    [InlineData(TurnOutcome.Fenced)]
    [InlineData(TurnOutcome.Conflict)]
    [InlineData(TurnOutcome.WrongConsumed)]
    [Trait("guarantee", "G3")]
    public async Task Nothing_of_a_turn_that_is_turned_down_is_done(TurnOutcome refusal)
    {
        await Store.Post(Island, "steer:1", "Steer", Bytes("faster"));
        var row = Assert.Single(await Store.Mailbox(Island, 10));
        var owned = await Own(Island);
        var turn = TurnOf(owned) with
        {
            Term = new(refusal == TurnOutcome.Fenced ? owned.Term.Value - 1 : owned.Term.Value),
            ExpectedSeq = refusal == TurnOutcome.Conflict ? 5 : 0,
            Consumed = refusal == TurnOutcome.WrongConsumed ? [row.Id, row.Id + 1000] : [row.Id],
            Messages = [new(Neighbour.Name, "Elite", Bytes("a"))],
            Asks = [Ask(1, "ticket:1")],
            Waves = [new(0, true, Bytes("wave"))],
            Spawned = [new("island/9", "island")],
            Status = ActorStatus.Ended,
            Run = new(RunState.Ended, 77),
        };

        Assert.Equal(refusal, await Store.Commit(turn));

        Assert.Empty(await JournalOf(Island));
        Assert.Equal(["steer:1=faster"], await MailOf(Island));
        Assert.Empty(await MailOf(Neighbour));
        Assert.Equal(new WorkTotals(0, 0, 0, 0, 0), await Store.Totals(Run));
        Assert.Null(await Store.Wave(Island, 0));
        Assert.Equal(2, (await Store.Actors(Run)).Count);
        Assert.Equal(ActorStatus.Active, (await RecordOf(Island)).Status);
        Assert.Equal((RunState.Running, null), ((await Store.GetRun(Run))!.State, (await Store.GetRun(Run))!.StopAt));
    }

    [Fact]
    [Trait("guarantee", "G4")]
    public async Task A_mailbox_row_is_consumed_once()
    {
        await Store.Post(Island, "steer:1", "Steer", Bytes("faster"));
        var row = Assert.Single(await Store.Mailbox(Island, 10));
        var owned = await Own(Island);
        Assert.Equal(TurnOutcome.WrongConsumed, await Store.Commit(TurnOf(owned) with { Consumed = [row.Id, row.Id] }));
        owned = await Commit(TurnOf(owned) with { Consumed = [row.Id] }, owned);

        Assert.Equal(TurnOutcome.WrongConsumed, await Store.Commit(TurnOf(owned) with { Consumed = [row.Id] }));
    }

    [Fact]
    public async Task Another_actors_row_cannot_be_consumed()
    {
        await Store.Post(Neighbour, "steer:1", "Steer", Bytes("faster"));
        var row = Assert.Single(await Store.Mailbox(Neighbour, 10));
        var owned = await Own(Island);

        Assert.Equal(TurnOutcome.WrongConsumed, await Store.Commit(TurnOf(owned) with { Consumed = [row.Id] }));
        Assert.Single(await Store.Mailbox(Neighbour, 10));
    }

    [Fact]
    [Trait("guarantee", "G4")]
    public async Task The_same_turn_again_is_committed_and_changes_nothing()
    {
        await Store.Post(Island, "steer:1", "Steer", Bytes("faster"));
        var row = Assert.Single(await Store.Mailbox(Island, 10));
        var owned = await Own(Island);
        var turn = TurnOf(owned) with
        {
            Consumed = [row.Id], Messages = [new(Neighbour.Name, "Elite", Bytes("a"))], Asks = [Ask(1, "ticket:1")],
        };
        owned = await Commit(turn, owned);
        owned = await Commit(TurnOf(owned, "later"), owned);

        Assert.Equal(TurnOutcome.Committed, await Store.Commit(turn));
        Assert.Equal(["e", "later"], await JournalOf(Island));
        Assert.Single(await MailOf(Neighbour));
        Assert.Equal(1, (await Store.Totals(Run)).Ready);

        await Store.Leave(Me);
        await Store.Join(Node(Other), Lease);
        await Own(Island, Other);
        Assert.Equal(TurnOutcome.Committed, await Store.Commit(turn));
    }

    [Fact]
    [Trait("guarantee", "G2")]
    public async Task Of_turns_that_compete_for_one_head_one_wins()
    {
        var owned = await Own(Island);
        for (var round = 0; round < 20; round++)
        {
            var outcomes = await Task.WhenAll(
                Enumerable.Range(0, 16).Select(i => Task.Run(async () => await Store.Commit(TurnOf(owned, $"{i}")))));
            Assert.Equal(1, outcomes.Count(o => o == TurnOutcome.Committed));
            Assert.Equal(15, outcomes.Count(o => o == TurnOutcome.Conflict));
            owned = owned with { Seq = owned.Seq + 1 };
        }

        Assert.Equal(20, (await JournalOf(Island)).Length);
    }

    [Fact]
    public async Task A_turn_ends_or_parks_its_actor_which_has_no_owner_then()
    {
        var owned = await Own(Island);
        await Commit(TurnOf(owned) with { Status = ActorStatus.Ended }, owned);

        Assert.Equal((ActorStatus.Ended, null), ((await RecordOf(Island)).Status, (await RecordOf(Island)).Owner));
        Assert.DoesNotContain(await Store.Ownerless(), a => a.Id == Island);
        Assert.Empty(await Store.TakeOver(Me, [Island]));
    }

    [Fact]
    public async Task An_eight_mebibyte_event_message_and_result_come_back_whole()
    {
        var large = new byte[8 << 20];
        new Random(1).NextBytes(large);
        var owned = await Own(Island);
        var turn = TurnOf(owned) with
        {
            Events = [new("Large", 3, large)],
            Messages = [new(Neighbour.Name, "Large", large)],
            Asks = [new(Work(1), "c", large, 0, "ticket:1")],
        };
        await Commit(turn, owned);
        var lease = await ClaimOne();
        await Store.Record(lease.Work, large, Meta);

        Assert.True(lease.Request.Span.SequenceEqual(large));
        Assert.True(Assert.Single(await Store.Mailbox(Neighbour, 1)).Data.Span.SequenceEqual(large));
        Assert.True(Assert.Single(await Store.Mailbox(Island, ["ticket:1"])).Data.Span.SequenceEqual(large));
        await foreach (var record in Store.Journal(Island))
        {
            Assert.Equal(("Large", 3), (record.Type, record.Version));
            Assert.True(record.Data.Span.SequenceEqual(large));
        }
    }

    [Fact]
    public async Task Closed_waves_answer_for_all_later_ones()
    {
        var owned = await Own(Island);
        owned = await Commit(TurnOf(owned) with { Waves = [new(0, false, Bytes("zero")), new(1, false, Bytes(""))] }, owned);
        await Commit(TurnOf(owned) with { Waves = [new(2, true, Bytes("")), new(0, false, Bytes("again"))] }, owned);

        Assert.Equal("zero", Text((await Store.Wave(Island, 0))!.Data));
        Assert.Equal((1, false), ((await Store.Wave(Island, 1))!.W, (await Store.Wave(Island, 1))!.Closed));
        Assert.Equal((2, true), ((await Store.Wave(Island, 2))!.W, (await Store.Wave(Island, 2))!.Closed));
        Assert.Equal((2, true), ((await Store.Wave(Island, 9))!.W, (await Store.Wave(Island, 9))!.Closed));
        Assert.Null(await Store.Wave(Neighbour, 0));
    }
}
