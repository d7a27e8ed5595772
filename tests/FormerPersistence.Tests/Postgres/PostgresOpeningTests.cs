using LossActors.FormerPersistence.Postgres;
using Npgsql;

namespace LossActors.FormerPersistence.Tests.Postgres;

public sealed class PostgresOpeningTests(PostgresServer server)
{
    static readonly NewRun Run = new(new("run"), "name", "", "", [new("island/0", "island")]);

    [Fact]
    public async Task Nodes_that_create_one_journal_at_once_all_succeed()
    {
        var journal = await server.NewJournal();
        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => PostgresStore.Open(journal))));
        var founded = await Task.WhenAll(stores.Select((s, i) => s.Found(Run with { Id = new($"{i}") }).AsTask()));

        Assert.Equal(1, founded.Count(f => f));
        foreach (var store in stores)
        {
            Assert.Single(await store.Runs());
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_URL_opens_the_same_journal_as_the_drivers_string()
    {
        var journal = await server.NewJournal();
        await using (var store = await PostgresStore.Open(journal))
            await store.Found(Run);

        var schema = new NpgsqlConnectionStringBuilder(journal).SearchPath!;
        await using var same = await Journals.Open(JournalAddress.Parse(server.UrlOf(schema)), JournalAccess.Existing);
        Assert.Single(await same.Runs());
    }

    [Fact]
    public async Task A_commit_of_one_node_wakes_another()
    {
        var journal = await server.NewJournal();
        await using var one = await PostgresStore.Open(journal);
        await using var other = await PostgresStore.Open(journal);
        await one.Found(Run);
        var woken = false;
        for (var attempt = 0; !woken && attempt < 20; attempt++)
        {
            var seen = other.Hint;
            var wait = other.WaitForHint(seen, TimeSpan.FromSeconds(5), CancellationToken.None);
            await one.Post(new(Run.Id, "island/0"), $"key {attempt}", "T", new byte[1]);
            await wait;
            woken = other.Hint != seen;
        }

        Assert.True(woken);
    }

    [Fact]
    public async Task Who_only_reads_writes_nothing()
    {
        var journal = await server.NewJournal();
        await Refuses(journal, JournalFault.Unreachable, "There is no journal in postgres://", JournalAccess.ReadOnly);
        await using (var store = await PostgresStore.Open(journal))
            await store.Found(Run);

        await using var reader = await PostgresStore.Open(journal, JournalAccess.ReadOnly);
        Assert.Single(await reader.Runs());
        var refusal = await Assert.ThrowsAsync<JournalException>(async () => await reader.SetRunState(Run.Id, RunState.Ended));
        Assert.Equal(JournalFault.CannotWrite, refusal.Fault);
    }

    [Fact]
    public async Task Newer_foreign_and_changed_schemas_are_refused()
    {
        var journal = await server.NewJournal();
        await PostgresStore.Open(journal).ContinueWith(s => s.Result.DisposeAsync().AsTask(), TaskScheduler.Default).Unwrap();
        await Execute(journal, "INSERT INTO schema_version(version, checksum) VALUES(99, 'later')");
        await Refuses(journal, JournalFault.Newer, "has schema version 99, this program knows 2");
        await Execute(journal, "DELETE FROM schema_version WHERE version = 99; UPDATE schema_version SET checksum = 'other'");
        await Refuses(journal, JournalFault.NotOurs, "Schema version 1 of the journal");
        await Execute(journal, "DROP TABLE schema_version");
        await Refuses(journal, JournalFault.NotOurs, "holds another program's tables");
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

    [Fact]
    [Trait("guarantee", "G2")]
    public async Task A_damaged_journal_says_which_event_is_wrong()
    {
        var journal = await server.NewJournal();
        await using var store = await PostgresStore.Open(journal);
        await store.Found(Run);
        await store.Join(new(new("me"), "me", "boot", 1, 1, "{}"), TimeSpan.FromMinutes(1));
        var lease = (await store.TakeOver(new("me"), [new(Run.Id, "island/0")]))[0];
        var events = Enumerable.Range(0, 3).Select(_ => new NewEvent("Born", 1, new byte[5])).ToArray();
        await store.Commit(new(lease.Id, 0, lease.Term, "turn", events));
        await Execute(journal, "UPDATE journal SET data = '\\x00' WHERE seq = 2");
        Assert.Contains("event 2 of run/island/0 has another checksum", await Error(store, lease.Id), StringComparison.Ordinal);
        await Execute(journal, "DELETE FROM journal WHERE seq = 2");
        Assert.Contains("event 2 of run/island/0 is missing", await Error(store, lease.Id), StringComparison.Ordinal);
    }

    static async Task<string> Error(PostgresStore store, ActorId actor)
    {
        var error = await Assert.ThrowsAsync<JournalException>(async () =>
        {
            await foreach (var _ in store.Journal(actor))
                continue;
        });
        Assert.Equal(JournalFault.Damaged, error.Fault);
        return error.Message;
    }

    static async Task Refuses(string journal, JournalFault fault, string sentence, JournalAccess access = JournalAccess.Create)
    {
        var refusal = await Assert.ThrowsAsync<JournalException>(() => PostgresStore.Open(journal, access));
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
