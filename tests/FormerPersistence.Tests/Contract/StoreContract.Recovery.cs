namespace LossActors.FormerPersistence.Tests.Contract;

public abstract partial class StoreContract
{
    [Fact]
    [Trait("guarantee", "G2")]
    public async Task The_journal_comes_back_in_order_from_any_position()
    {
        var owned = await Own(Island);
        owned = await Commit(TurnOf(owned, "1", "2", "3"), owned);
        var turn = TurnOf(owned, "4");
        await Commit(turn, owned);

        Assert.Equal(["1", "2", "3", "4"], await JournalOf(Island));
        Assert.Equal(["3", "4"], await JournalOf(Island, 2));
        Assert.Empty(await JournalOf(Island, 4));
        Assert.Empty(await JournalOf(new(Run, "nobody")));
        await foreach (var record in Store.Journal(Island, 3))
        {
            Assert.Equal((4, owned.Term, turn.TurnId), (record.Seq, record.Term, record.TurnId));
            Assert.Equal(("Happened", 1), (record.Type, record.Version));
        }
    }

    [Fact]
    public async Task A_journal_of_many_pages_comes_back_whole()
    {
        var owned = await Own(Island);
        for (var turn = 0; turn < 10; turn++)
        {
            var events = Enumerable.Range(turn * 1000, 1000).Select(i => Event($"{i}"));
            owned = await Commit(TurnOf(owned) with { Events = [.. events] }, owned);
        }

        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => $"{i}"), await JournalOf(Island));
    }

    [Fact]
    public async Task Snapshots_come_newest_first_and_three_are_kept()
    {
        var owned = await Own(Island);
        for (var seq = 1; seq <= 5; seq++)
        {
            owned = await Commit(TurnOf(owned), owned);
            await Store.SaveSnapshot(new(Island, seq, owned.Term, 2, Bytes($"state {seq}")));
        }

        var kept = await SnapshotsOf(Island);
        Assert.Equal([(5, "state 5"), (4, "state 4"), (3, "state 3")], kept.Select(s => (s.Seq, Text(s.Data))));
        Assert.All(kept, s => Assert.Equal((Island, owned.Term, 2), (s.Actor, s.Term, s.Format)));
        Assert.Empty(await SnapshotsOf(Neighbour));
    }

    [Fact]
    public async Task A_second_snapshot_of_one_sequence_number_is_dropped()
    {
        await Store.SaveSnapshot(new(Island, 1, new(1), 1, Bytes("first")));
        await Store.SaveSnapshot(new(Island, 1, new(2), 2, Bytes("second")));

        Assert.Equal("first", Text(Assert.Single(await SnapshotsOf(Island)).Data));
    }

    protected async Task<List<Snapshot>> SnapshotsOf(ActorId actor)
    {
        var snapshots = new List<Snapshot>();
        await foreach (var snapshot in Store.Snapshots(actor))
            snapshots.Add(snapshot);
        return snapshots;
    }
}
