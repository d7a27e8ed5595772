using LossActors.FormerPersistence.Sqlite;
using Microsoft.Data.Sqlite;

namespace LossActors.FormerPersistence.Tests.Sqlite;

public sealed class SqliteOpeningTests : IDisposable
{
    readonly TemporaryFolder folder = new();
    readonly string path;

    public SqliteOpeningTests() => path = folder.File("journal.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_left_alone()
    {
        File.WriteAllText(path, new string('x', 5000));

        Refuses(JournalFault.NotOurs, "is no SQLite database");
        Assert.Equal(new string('x', 5000), File.ReadAllText(path));
    }

    [Fact]
    public void Another_programs_database_is_refused_and_left_alone()
    {
        Script("CREATE TABLE theirs(x); INSERT INTO theirs VALUES(1)");
        var before = File.ReadAllBytes(path);

        Refuses(JournalFault.NotOurs, "is a SQLite database of another program");
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public async Task A_newer_schema_is_refused()
    {
        await SqliteStore.Open(path).DisposeAsync();
        Script("INSERT INTO schema_version VALUES(99, 0, 'later')");

        Refuses(JournalFault.Newer, "has schema version 99, this program knows 1: use a newer version");
    }

    [Fact]
    public async Task A_schema_of_another_checksum_is_refused()
    {
        await SqliteStore.Open(path).DisposeAsync();
        Script("UPDATE schema_version SET checksum = 'other'");

        Refuses(JournalFault.NotOurs, "Schema version 1 of the journal");
    }

    [Fact]
    public async Task A_file_that_was_cut_short_is_refused()
    {
        await SqliteStore.Open(path).DisposeAsync();
        using (var file = File.OpenWrite(path))
            file.SetLength(file.Length / 2);

        Refuses(JournalFault.Damaged, "is damaged or cut short");
        using (var file = File.OpenWrite(path))
            file.SetLength(60);
        Refuses(JournalFault.Damaged, "is damaged or cut short");
    }

    [Fact]
    public void A_missing_folder_a_folder_as_the_file_and_an_unwritable_place_are_named()
    {
        Refuses(JournalFault.Unreachable, $"The folder {folder.File("none")} of the journal", folder.File("none/journal.db"));
        Refuses(JournalFault.NotOurs, "is a folder: name a file", folder.Path);
        Refuses(JournalFault.Unreachable, "cannot be opened", "/proc/journal.db");
    }

    [Theory]
    [InlineData(JournalAccess.Existing)]
    [InlineData(JournalAccess.ReadOnly)]
    public void A_journal_that_must_be_there_is_not_created(JournalAccess access)
    {
        Refuses(JournalFault.Unreachable, "There is no journal", access: access);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task An_interrupted_creation_leaves_a_file_that_opens()
    {
        File.WriteAllBytes(path, []);
        Refuses(JournalFault.NotOurs, "is empty", access: JournalAccess.ReadOnly);
        Script("PRAGMA journal_mode = WAL; CREATE TABLE t(x); DROP TABLE t");

        await using var store = SqliteStore.Open(path);
        Assert.Empty(await store.Runs());
    }

    [Fact]
    public async Task Many_who_create_one_journal_at_once_all_succeed()
    {
        for (var round = 0; round < 20; round++)
        {
            var file = folder.File($"race-{round}.db");
            using var gate = new Barrier(6);
            var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Factory.StartNew(
                () =>
                {
                    gate.SignalAndWait();
                    return SqliteStore.Open(file);
                },
                TaskCreationOptions.LongRunning)));
            var founded = await Task.WhenAll(stores.Select((s, i) => s.Found(new(new($"{i}"), "same name", "", "", [])).AsTask()));

            Assert.Equal(1, founded.Count(f => f));
            foreach (var store in stores)
            {
                Assert.Single(await store.Runs());
                await store.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task Who_only_reads_sees_what_is_committed_and_writes_nothing()
    {
        await using var store = SqliteStore.Open(path);
        await using var reader = await Journals.Open(JournalAddress.Parse($"sqlite:{path}"), JournalAccess.ReadOnly);
        var seen = reader.Hint;
        var woken = reader.WaitForHint(seen, TimeSpan.FromMinutes(1), CancellationToken.None);
        await store.Found(new(new("run"), "name", "", "", [new("run", "run")]));
        await woken.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal("name", Assert.Single(await reader.Runs()).Name);
        var refusal = await Assert.ThrowsAsync<JournalException>(async () => await reader.SetRunState(new("run"), RunState.Ended));
        Assert.Equal((JournalFault.CannotWrite, $"The journal {path} was opened to be read only."), (refusal.Fault, refusal.Message));
    }

    [Fact]
    public async Task A_journal_that_nobody_has_open_can_be_read()
    {
        await using (var store = SqliteStore.Open(path))
            await store.Found(new(new("run"), "name", "", "", []));

        await using var reader = SqliteStore.Open(path, JournalAccess.ReadOnly);
        Assert.Single(await reader.Runs());
    }

    void Refuses(JournalFault fault, string sentence, string? file = null, JournalAccess access = JournalAccess.Create)
    {
        var refusal = Assert.Throws<JournalException>(() => SqliteStore.Open(file ?? path, access));
        Assert.Equal(fault, refusal.Fault);
        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(file ?? path, refusal.Message, StringComparison.Ordinal);
    }

    void Script(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
