using LossActors.Persistence.Addresses;
using LossActors.Persistence.Databases;

namespace LossActors.Persistence.Tests.Databases;

/// <summary>New, empty journals of either kind for one test class.</summary>
public sealed class TestJournals(PostgresServer server) : IDisposable
{
    readonly TemporaryFolder folder = new();
    int files;

    public async Task<JournalAddress> Address(JournalKind kind) => JournalAddress.Parse(
        kind == JournalKind.Sqlite ? $"sqlite:{folder.File($"journal-{Interlocked.Increment(ref files)}.db")}" : await server.NewJournal());

    public async Task<Database> Open(JournalKind kind) => await Database.Open(await Address(kind));

    public static async Task Execute(Database database, string sql) => await database.Use(s => s.Run(sql));

    public void Dispose() => folder.Dispose();
}
