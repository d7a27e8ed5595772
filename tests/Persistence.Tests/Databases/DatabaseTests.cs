using LossActors.Persistence.Addresses;
using LossActors.Persistence.Databases;

namespace LossActors.Persistence.Tests.Databases;

/// <summary>What holds for a journal's database of either kind.</summary>
public sealed class DatabaseTests(PostgresServer server) : IDisposable
{
    readonly TestJournals journals = new(server);

    public void Dispose() => journals.Dispose();

    [Theory]
    [BothDatabases]
    public async Task Many_who_create_one_journal_at_once_all_succeed(JournalKind kind)
    {
        var address = await journals.Address(kind);
        using var gate = new Barrier(6);
        var databases = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Factory.StartNew(
            () =>
            {
                gate.SignalAndWait();
                return Database.Open(address).GetAwaiter().GetResult();
            },
            TaskCreationOptions.LongRunning)));

        foreach (var database in databases)
        {
            Assert.Equal([1L], await database.Use(s => s.List("SELECT version FROM format", r => Convert.ToInt64(r.GetValue(0)))));
            await database.DisposeAsync();
        }
    }

    [Theory]
    [BothDatabases]
    [Trait("guarantee", "G4")]
    public async Task One_event_of_one_number_is_kept_whoever_writes_it(JournalKind kind)
    {
        await using var database = await journals.Open(kind);
        Task Write() => database.Use(s => s.Run(
            """
            INSERT INTO journal(created, deleted, persistence_id, sequence_number, message, manifest, identifier)
            VALUES(0, @no, 'island/r/0', 1, @m, '', 0)
            """,
            ("no", false), ("m", new byte[1])));
        await Write();

        await Assert.ThrowsAsync<JournalException>(Write);
    }

    [Theory]
    [BothDatabases]
    public async Task A_transaction_that_fails_changes_nothing(JournalKind kind)
    {
        await using var database = await journals.Open(kind);
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.Transact<int>(async s =>
        {
            await s.Run("DELETE FROM format");
            throw new InvalidOperationException();
        }));

        Assert.True(await database.Use(s => s.Any("SELECT 1 FROM format")));
    }

    [Theory]
    [BothDatabases]
    public async Task Who_only_reads_writes_nothing(JournalKind kind)
    {
        var address = await journals.Address(kind);
        var missing = await Assert.ThrowsAsync<JournalException>(() => Database.Open(address, JournalAccess.ReadOnly));
        Assert.Equal(JournalFault.Unreachable, missing.Fault);
        Assert.Contains("There is no journal", missing.Message, StringComparison.Ordinal);
        await using var writer = await Database.Open(address);
        await using var reader = await Database.Open(address, JournalAccess.ReadOnly);

        Assert.True(await reader.Use(s => s.Any("SELECT 1 FROM format")));
        var refusal = await Assert.ThrowsAsync<JournalException>(() => TestJournals.Execute(reader, "DELETE FROM format"));
        Assert.Equal(JournalFault.CannotWrite, refusal.Fault);
    }

    [Theory]
    [BothDatabases]
    public async Task A_journal_of_a_newer_format_is_refused(JournalKind kind)
    {
        var address = await journals.Address(kind);
        await using (var database = await Database.Open(address))
            await TestJournals.Execute(database, "UPDATE format SET version = 99");

        var refusal = await Assert.ThrowsAsync<JournalException>(() => Database.Open(address));
        Assert.Equal(JournalFault.Newer, refusal.Fault);
        Assert.Contains("has format 99, this program knows 1: use a newer version", refusal.Message, StringComparison.Ordinal);
    }
}
