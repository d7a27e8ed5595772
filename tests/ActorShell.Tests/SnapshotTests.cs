using Akka.Actor;
using Akka.Persistence;
using LossActors.Actors.Entities;
using Xunit.Abstractions;

namespace LossActors.ActorShell.Tests;

public sealed class SnapshotTests(ITestOutputHelper output) : ShellTest(output)
{
    [Fact]
    public async Task A_snapshot_is_taken_after_the_last_event_of_a_step()
    {
        var counter = Counter(snapshotEvery: 3);
        await Ask(counter, new Add("a", 1));
        Assert.Null(await Latest());
        await Ask(counter, new Add("b", 2));
        await AwaitAssertAsync(async () => Assert.Equal((4, 2), await Latest()));
    }

    [Fact]
    public async Task An_entity_starts_from_its_snapshot()
    {
        var counter = Counter(snapshotEvery: 4);
        await Ask(counter, new Add("a", 1));
        await Ask(counter, new Add("b", 2));
        await AwaitAssertAsync(async () => Assert.NotNull(await Latest()));
        await Ask(counter, new Add("c", 3));
        await End(counter);
        var replayed = 0;
        await Journal.OnRecovery.FailIf(_ => ++replayed > 2);
        Assert.Equal(6, await Ask(counter, new GetSum()));
    }

    [Fact]
    public async Task A_snapshot_is_left_behind_where_it_pays()
    {
        var counter = Counter();
        for (var i = 0; i < 40; i++) await Ask(counter, new Add($"{i}", i));
        await End(counter);
        await AwaitAssertAsync(async () => Assert.Equal((80, 40), await Latest()));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_snapshot_that_does_not_read_is_passed_over_and_the_journal_read_instead(bool damagedInTheStore)
    {
        var counter = Counter();
        await Ask(counter, new Add("a", 1));
        await Ask(counter, new Add("b", 2));
        await End(counter);
        await Save(4, damagedInTheStore ? new DamagedSnapshot("torn") : new EntitySnapshot("counter", 9, 2, default));
        Assert.Equal(3, await Ask(counter, new GetSum()));
        await End(counter);
        Assert.Equal(3, await Ask(counter, new GetSum()));
    }

    [Fact]
    public async Task An_older_snapshot_serves_when_the_newest_does_not_read()
    {
        var counter = Counter(snapshotEvery: 2);
        await Ask(counter, new Add("a", 1));
        await AwaitAssertAsync(async () => Assert.NotNull(await Latest()));
        await Ask(counter, new Add("b", 2));
        await AwaitAssertAsync(async () => Assert.Equal((4, 2), await Latest()));
        await End(counter);
        await Save(4, new DamagedSnapshot("torn"));
        var replayed = 0;
        await Journal.OnRecovery.FailIf(_ => ++replayed > 2);
        Assert.Equal(3, await Ask(counter, new GetSum()));
    }

    async Task End(IActorRef counter)
    {
        counter.Tell(EndLife.Instance);
        await Parent.ExpectMsgAsync<Ended>();
    }

    async Task Save(long number, object snapshot)
    {
        var writer = CreateTestProbe();
        Snapshots.Tell(new SaveSnapshot(new SnapshotMetadata(Id.PersistenceId, number, DateTime.MaxValue), snapshot), writer.Ref);
        await writer.ExpectMsgAsync<SaveSnapshotSuccess>();
    }

    async Task<(long Number, long Step)?> Latest()
    {
        var reader = CreateTestProbe();
        Snapshots.Tell(new LoadSnapshot(Id.PersistenceId, SnapshotSelectionCriteria.Latest, long.MaxValue), reader.Ref);
        var found = (await reader.ExpectMsgAsync<LoadSnapshotResult>()).Snapshot;
        return found is null ? null : (found.Metadata.SequenceNr, ((EntitySnapshot)found.Snapshot).Step);
    }
}
