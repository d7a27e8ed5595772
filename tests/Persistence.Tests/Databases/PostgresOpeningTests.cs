using LossActors.Persistence.Addresses;
using LossActors.Persistence.Databases;
using Npgsql;

namespace LossActors.Persistence.Tests.Databases;

public sealed class PostgresOpeningTests(PostgresServer server)
{
    [Fact]
    public async Task A_URL_opens_the_same_journal_as_the_drivers_string()
    {
        var journal = await server.NewJournal();
        await (await Database.Open(JournalAddress.Parse(journal))).DisposeAsync();

        var schema = new NpgsqlConnectionStringBuilder(journal).SearchPath!;
        await using var same = await Database.Open(JournalAddress.Parse(server.UrlOf(schema)), JournalAccess.Existing);
        Assert.True(await same.Use(s => s.Any("SELECT 1 FROM format")));
    }

    [Fact]
    public async Task Whether_a_journal_is_there_or_may_be_made_is_told_without_making_it()
    {
        var address = JournalAddress.Parse(await server.NewJournal());
        Assert.False(await PostgresDatabase.IsThere(address));
        Assert.False(await PostgresDatabase.IsThere(address));
        await (await Database.Open(address)).DisposeAsync();
        Assert.True(await PostgresDatabase.IsThere(address));
        var refusal = await Assert.ThrowsAsync<JournalException>(
            () => PostgresDatabase.IsThere(JournalAddress.Parse($"{address.Location};Options=-c default_transaction_read_only=on")));
        Assert.Equal(JournalFault.CannotWrite, refusal.Fault);
    }

    [Fact]
    public async Task Another_programs_tables_and_the_former_versions_are_refused()
    {
        var journal = await server.NewJournal();
        await (await Database.Open(JournalAddress.Parse(journal))).DisposeAsync();
        await Execute(journal, "DROP TABLE format");
        await Refuses(journal, JournalFault.NotOurs, "holds another program's tables");
        await Execute(journal, "CREATE TABLE schema_version(version int); CREATE TABLE mailbox(id int)");
        await Refuses(journal, JournalFault.NotOurs, "is of the former version of LossActors");
    }

    [Fact]
    public async Task A_refusal_names_the_server_and_the_remedy_and_never_the_password()
    {
        var journal = await server.NewJournal();
        await Refuses(journal + ";Password=wrong-hush", JournalFault.Unreachable, "refuses the user or the password");
        await Refuses(journal + ";Database=nowhere", JournalFault.Unreachable, "does not exist: create it");
        await Refuses(journal + ";Port=1", JournalFault.Unreachable, "cannot be reached: check that it runs");
        await Refuses(server.UrlOf("x", "wrong-hush"), JournalFault.Unreachable, "refuses the user or the password");
        await Refuses(journal + ";SSL Mode=Require", JournalFault.Unreachable, "cannot be used (SSL connection requested");
    }

    static async Task Refuses(string journal, JournalFault fault, string sentence, JournalAccess access = JournalAccess.Create)
    {
        var refusal = await Assert.ThrowsAsync<JournalException>(() => Database.Open(JournalAddress.Parse(journal), access));
        Assert.Equal(fault, refusal.Fault);
        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", refusal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(PostgresServer.Password, refusal.ToString(), StringComparison.Ordinal);
    }

    static async Task Execute(string journal, string sql)
    {
        await using var connection = new NpgsqlConnection($"{journal};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
