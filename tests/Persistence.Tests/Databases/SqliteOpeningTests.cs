using LinqToDB.Data;
using LossActors.Persistence.Addresses;
using LossActors.Persistence.Databases;
using Microsoft.Data.Sqlite;

namespace LossActors.Persistence.Tests.Databases;

public sealed class SqliteOpeningTests : IDisposable
{
    readonly TemporaryFolder folder = new();
    readonly string path;

    public SqliteOpeningTests() => path = folder.File("journal.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        File.WriteAllText(path, new string('x', 5000));

        await Refuses(JournalFault.NotOurs, "is no SQLite database");
        Assert.Equal(new string('x', 5000), File.ReadAllText(path));
    }

    [Theory]
    [InlineData("CREATE TABLE theirs(x); INSERT INTO theirs VALUES(1)", "is a SQLite database of another program")]
    [InlineData(
        "PRAGMA application_id = 0x4C6F4163; CREATE TABLE schema_version(version INTEGER PRIMARY KEY)",
        "is of the former version of LossActors")]
    public async Task A_database_of_another_program_or_version_is_refused_and_left_alone(string script, string problem)
    {
        Script(script);
        var before = File.ReadAllBytes(path);

        await Refuses(JournalFault.NotOurs, problem);
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public async Task A_file_that_was_cut_short_is_refused()
    {
        await Create();
        using (var file = File.OpenWrite(path))
            file.SetLength(file.Length / 2);

        await Refuses(JournalFault.Damaged, "is damaged or cut short");
        using (var file = File.OpenWrite(path))
            file.SetLength(60);
        await Refuses(JournalFault.Damaged, "is damaged or cut short");
    }

    [Fact]
    public async Task A_missing_folder_a_folder_as_the_file_and_an_unwritable_place_are_named()
    {
        await Refuses(JournalFault.Unreachable, $"The folder {folder.File("none")} of the journal", folder.File("none/journal.db"));
        await Refuses(JournalFault.NotOurs, "is a folder: name a file", folder.Path);
        await Refuses(JournalFault.Unreachable, "cannot be opened", "/proc/journal.db");
    }

    [Theory]
    [InlineData(JournalAccess.Existing)]
    [InlineData(JournalAccess.ReadOnly)]
    public async Task A_journal_that_must_be_there_is_not_created(JournalAccess access)
    {
        await Refuses(JournalFault.Unreachable, "There is no journal", access: access);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task An_interrupted_creation_leaves_a_file_that_opens()
    {
        File.WriteAllBytes(path, []);
        await Refuses(JournalFault.NotOurs, "is empty", access: JournalAccess.ReadOnly);
        await Refuses(JournalFault.NotOurs, "is empty", access: JournalAccess.Existing);
        Assert.Equal([path], Directory.GetFiles(folder.Path));
        Assert.Empty(File.ReadAllBytes(path));
        Script("PRAGMA journal_mode = WAL; CREATE TABLE t(x); DROP TABLE t");

        await Create();
        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task A_journal_that_nobody_has_open_can_be_read()
    {
        await Create();

        await using var reader = await Database.Open(Address(path), JournalAccess.ReadOnly);
        Assert.True(await reader.Use(s => s.Any("SELECT 1 FROM format")));
    }

    [Fact]
    public async Task A_journal_where_nobody_may_write_can_be_read_and_says_so_to_who_would_write()
    {
        await Create();
        using var place = ReadOnlyPlace.Of(folder.Path);

        await using (var reader = await Database.Open(Address(path), JournalAccess.ReadOnly))
            Assert.True(await reader.Use(s => s.Any("SELECT 1 FROM format")));
        await Refuses(JournalFault.CannotWrite, "may not be written");
    }

    /// <summary>With the index of its log it can be read anywhere; without, that index must be made first.</summary>
    [Fact]
    public async Task A_journal_of_a_killed_process_where_nobody_may_write_says_what_lies_beside_it()
    {
        var with = Directory.CreateDirectory(folder.File("with")).FullName;
        var without = Directory.CreateDirectory(folder.File("without")).FullName;
        await using (var writer = await Database.Open(Address(path)))
        {
            await writer.Use(s => s.Run("CREATE TABLE late(x)"));
            foreach (var ending in (string[])["", "-wal", "-shm"]) File.Copy(path + ending, Path.Combine(with, "journal.db" + ending));
            foreach (var ending in (string[])["", "-wal"]) File.Copy(path + ending, Path.Combine(without, "journal.db" + ending));
        }

        using var both = ReadOnlyPlace.Of(folder.Path);
        await using (var reader = await Database.Open(Address(Path.Combine(with, "journal.db")), JournalAccess.ReadOnly))
            Assert.False(await reader.Use(s => s.Any("SELECT 1 FROM late")));
        await Refuses(
            JournalFault.CannotWrite, "its last events lie in journal.db-wal", Path.Combine(without, "journal.db"), JournalAccess.ReadOnly);
    }

    [Fact]
    public async Task Every_connection_of_the_plugin_waits_for_locks_and_for_the_disk()
    {
        await using var database = await Database.Open(Address(path));
        await using var connection = new DataConnection(database.Options);

        Assert.Equal((2L, 3000L), (connection.Execute<long>("PRAGMA synchronous"), connection.Execute<long>("PRAGMA busy_timeout")));
        Assert.Equal("wal", connection.Execute<string>("PRAGMA journal_mode"));
    }

    static JournalAddress Address(string file) => JournalAddress.Parse($"sqlite:{file}");

    async Task Create() => await (await Database.Open(Address(path))).DisposeAsync();

    async Task Refuses(JournalFault fault, string sentence, string? file = null, JournalAccess access = JournalAccess.Create)
    {
        var refusal = await Assert.ThrowsAsync<JournalException>(() => Database.Open(Address(file ?? path), access));
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
