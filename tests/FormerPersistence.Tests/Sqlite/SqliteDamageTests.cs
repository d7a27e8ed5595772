using System.Text;
using LossActors.FormerPersistence.Sqlite;

namespace LossActors.FormerPersistence.Tests.Sqlite;

public sealed class SqliteDamageTests : IAsyncLifetime
{
    static readonly ActorId Island = new(new("run"), "island/0");
    static readonly NodeId Me = new("me");

    readonly TemporaryFolder folder = new();
    SqliteStore store = null!;
    Term term;

    public async ValueTask InitializeAsync()
    {
        store = SqliteStore.Open(folder.File("journal.db"));
        await store.Found(new(Island.Run, "name", "", "", [new(Island.Name, "island")]));
        await store.Join(new(Me, "me", "boot", 1, 1, "{}"), TimeSpan.FromSeconds(15));
        term = (await store.TakeOver(Me, [Island]))[0].Term;
        for (var seq = 0; seq < 5; seq++)
            await store.Commit(Turn(seq));
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("UPDATE journal SET data = x'00' WHERE seq = 3", "event 3 of run/island/0 has another checksum")]
    [InlineData("UPDATE journal SET type = 'Other' WHERE seq = 2", "event 2 of run/island/0 has another checksum")]
    [InlineData("DELETE FROM journal WHERE seq = 3", "event 3 of run/island/0 is missing")]
    [InlineData("DELETE FROM journal WHERE seq = 5", "event 5 of run/island/0 is missing")]
    [InlineData("DELETE FROM journal", "event 1 of run/island/0 is missing")]
    [Trait("guarantee", "G2")]
    public async Task A_damaged_journal_says_which_event_is_wrong(string damage, string sentence)
    {
        await store.Write(s => s.Run(damage));

        var error = await Assert.ThrowsAsync<JournalException>(async () => await Read());
        Assert.Equal(JournalFault.Damaged, error.Fault);
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
        Assert.Contains(folder.File("journal.db"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_snapshot_is_passed_over_for_an_older_one()
    {
        for (var seq = 1; seq <= 3; seq++)
            await store.SaveSnapshot(new(Island, seq, term, 1, new byte[] { (byte)seq }));
        await store.Write(s => s.Run("UPDATE snapshot SET data = x'09' WHERE seq = 3"));
        Assert.Equal([2, 1], await Kept());

        await store.Write(s => s.Run("UPDATE snapshot SET format = 9"));
        Assert.Empty(await Kept());
        Assert.Equal(5, await Read());
    }

    [Fact]
    public async Task A_snapshot_is_kept_while_the_newer_ones_cannot_be_read_back()
    {
        for (var seq = 1; seq <= 3; seq++)
            await store.SaveSnapshot(new(Island, seq, term, 1, new byte[] { (byte)seq }));
        await store.Write(s => s.Run(
            "CREATE TRIGGER bad_disk AFTER INSERT ON snapshot BEGIN UPDATE snapshot SET data = x'00' WHERE seq = new.seq; END"));
        await store.SaveSnapshot(new(Island, 4, term, 1, new byte[] { 4 }));

        Assert.Equal([3, 2, 1], await Kept());
    }

    async Task<List<long>> Kept()
    {
        var seqs = new List<long>();
        await foreach (var snapshot in store.Snapshots(Island))
            seqs.Add(snapshot.Seq);
        return seqs;
    }

    async Task<int> Read()
    {
        var count = 0;
        await foreach (var _ in store.Journal(Island))
            count++;
        return count;
    }

    Turn Turn(long seq) => new(Island, seq, term, $"turn {seq}", [new("Born", 1, Encoding.UTF8.GetBytes($"event {seq}"))]);
}
