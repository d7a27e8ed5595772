using Akka.Actor;
using LossActors.Actors.Entities;
using LossActors.Persistence.Addresses;
using LossActors.Persistence.Bytes;
using LossActors.Persistence.Databases;
using LossActors.Persistence.Reading;
using LossActors.Persistence.Tests.Bytes;
using LossActors.Persistence.Tests.Databases;
using Inbox = Akka.Actor.Inbox;

namespace LossActors.Persistence.Tests.Settings;

/// <summary>Persistent actors on Akka.Persistence.Sql with the real settings and tables, on both databases.</summary>
public sealed class JournalPluginTests(PostgresServer server) : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly TestJournals journals = new(server);
    readonly List<ActorSystem> systems = [];

    public void Dispose()
    {
        Task.WaitAll(systems.Select(s => s.Terminate()));
        journals.Dispose();
    }

    [Theory]
    [BothDatabases]
    [Trait("guarantee", "G4")]
    public async Task Of_two_writers_of_one_entity_one_is_refused_whole(JournalKind kind)
    {
        await using var database = await journals.Open(kind);
        var stale = await Start(database, "test/x");
        await Tell(stale, "a");
        var owner = await Start(database, "test/x", "a");
        await Tell(owner, "b");

        var refused = await stale.Actor.Ask<Refused>(new[] { "c", "d" }, Patience);
        Assert.Equal(2, refused.SequenceNr);
        await Tell(owner, "e");
        Assert.Equal(["a", "b", "e"], await Events(database, "test/x"));
    }

    [Theory]
    [BothDatabases]
    [Trait("guarantee", "G4")]
    public async Task A_stale_writer_takes_no_innocent_with_it(JournalKind kind)
    {
        await using var database = await journals.Open(kind);
        var stale = await Start(database, "test/x");
        var innocents = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Start(database, $"test/{i}", systems[0])));
        await Tell(await Start(database, "test/x"), "b");

        // In the midst of others, which wait while the first are written.
        var before = innocents[..5].Select(i => Tell(i, "i")).ToList();
        var refused = stale.Actor.Ask<Refused>(new[] { "c" }, Patience);
        var told = await Task.WhenAll([.. before, .. innocents[5..].Select(i => Tell(i, "i"))]);
        await refused;
        Assert.All(told, kept => Assert.Equal(["i"], kept));
    }

    [Theory]
    [BothDatabases]
    public async Task An_actor_that_moves_to_and_fro_keeps_all_its_events(JournalKind kind)
    {
        await using var database = await journals.Open(kind);
        var (a, b, c) = (New(database), New(database), New(database));
        string[] kept = [];
        foreach (var system in new[] { a, b, a, c })
        {
            var actor = await Start(database, "test/x", system, kept);
            kept = await Tell(actor, $"event {kept.Length}");
            await actor.Actor.GracefulStop(Patience);
        }

        Assert.Equal(["event 0", "event 1", "event 2", "event 3"], kept);
        Assert.Equal(kept, await Events(database, "test/x"));
    }

    [Theory]
    [BothDatabases]
    public async Task Recovery_goes_on_from_a_snapshot_and_hears_of_a_damaged_one(JournalKind kind)
    {
        await using var database = await journals.Open(kind);
        var first = await Start(database, "test/x");
        await Tell(first, "a", "b");
        first.Actor.Tell("snapshot");
        await first.Observer.ReceiveAsync();
        await Tell(first, "c");

        await Start(database, "test/x", "a", "b", "c");
        await TestJournals.Execute(database, $"UPDATE snapshot SET snapshot = {Bytes(kind, "00")}");
        var recovered = (await New(database).Observe("test/x")).Kept;
        Assert.Contains("do not have the checksum", recovered[0], StringComparison.Ordinal);
        Assert.Equal("c", recovered[1]);
    }

    [Theory]
    [BothDatabases]
    [Trait("guarantee", "G2")]
    public async Task A_damaged_journal_says_which_event_is_wrong(JournalKind kind)
    {
        await using var database = await journals.Open(kind);
        await Tell(await Start(database, "test/x"), "a", "b", "c");
        await TestJournals.Execute(database, $"UPDATE journal SET message = {Bytes(kind, "7b7d")} WHERE sequence_number = 2");
        Assert.Contains("event 2 of test/x is not what was written", await Damage(database), StringComparison.Ordinal);
        await TestJournals.Execute(database, "DELETE FROM journal WHERE sequence_number = 2");
        Assert.Contains("event 2 of test/x is missing", await Damage(database), StringComparison.Ordinal);
    }

    [Theory]
    [BothDatabases]
    public async Task Entities_are_listed_by_kind_and_read_from_any_event_on(JournalKind kind)
    {
        await using var database = await journals.Open(kind);
        foreach (var id in new[] { "run/b", "runs/x", "run/a", "island/a/0" })
            await Tell(await Start(database, id), "x", "y", "z");
        var reader = new JournalReader(database, new EventBytes(TestEvents.Codec));

        Assert.Equal(["run/b", "run/a"], await reader.Entities("run"));
        var last = Assert.Single(await All(reader.Events("run/a", after: 2)));
        Assert.Equal((3, "Shrunk", "{\"Why\":\"z\"}"), (last.Sequence, last.Type, last.Body));
        Assert.Equal(new Incarnation("p1"), last.Journaled.Process);
        Assert.Empty(await All(reader.Events("run/none")));
    }

    [Theory]
    [BothDatabases]
    public async Task Parked_entities_are_listed_with_their_latest_reason(JournalKind kind)
    {
        await using var database = await journals.Open(kind);
        var table = new ParkedTable(database);
        await table.Park("island/r/1", "first", "n");
        await table.Park("island/r/1", "then", "m");
        await table.Park("island/r/2", "x", "n");
        await table.Unpark("island/r/2");

        Assert.Equal(new Parked("island/r/1", "then"), Assert.Single(await table.Read()));
    }

    ActorSystem New(Database database)
    {
        systems.Add(TestSystems.With(database));
        return systems[^1];
    }

    Task<Started> Start(Database database, string id, params string[] kept) => Start(database, id, New(database), kept);

    static async Task<Started> Start(Database _, string id, ActorSystem system, params string[] kept)
    {
        var observer = Inbox.Create(system);
        var actor = system.ActorOf(Keeper.Props(id, observer.Receiver));
        var recovered = Assert.IsType<Recovered>(await observer.ReceiveAsync(Patience));
        Assert.Equal(kept, recovered.Kept);
        return new(actor, observer);
    }

    static Task<string[]> Tell(Started actor, params string[] what) => actor.Actor.Ask<string[]>(what, Patience);

    static async Task<List<string>> Events(Database database, string id) =>
        (await All(new JournalReader(database, new EventBytes(TestEvents.Codec)).Events(id)))
            .ConvertAll(e => ((Shrunk)e.Journaled.Event).Why);

    static async Task<List<JournalEntry>> All(IAsyncEnumerable<JournalEntry> events)
    {
        var all = new List<JournalEntry>();
        await foreach (var one in events)
            all.Add(one);
        return all;
    }

    static string Bytes(JournalKind kind, string hex) => kind == JournalKind.Sqlite ? $"x'{hex}'" : $"'\\x{hex}'";

    static async Task<string> Damage(Database database)
    {
        var error = await Assert.ThrowsAsync<JournalException>(() => Events(database, "test/x"));
        Assert.Equal(JournalFault.Damaged, error.Fault);
        return error.Message;
    }

    sealed record Started(IActorRef Actor, Inbox Observer);
}

static class Observing
{
    public static async Task<Recovered> Observe(this ActorSystem system, string id)
    {
        var observer = Inbox.Create(system);
        system.ActorOf(Keeper.Props(id, observer.Receiver));
        return (Recovered)await observer.ReceiveAsync(TimeSpan.FromSeconds(30));
    }
}
