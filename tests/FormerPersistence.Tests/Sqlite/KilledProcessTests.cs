using System.Diagnostics;
using System.Globalization;
using LossActors.FormerPersistence.Sqlite;

namespace LossActors.FormerPersistence.Tests.Sqlite;

public sealed class KilledProcessTests
{
    static readonly string[] Actors = ["island/0", "island/1"];

    /// <summary>Two processes write to one file; each is killed at an arbitrary moment, again and again.</summary>
    [Fact]
    [Trait("guarantee", "G2")]
    [Trait("guarantee", "G3")]
    [Trait("guarantee", "G6")]
    public async Task Killed_processes_leave_a_gapless_journal_with_every_acknowledged_turn()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("journal.db");
        await using (var store = SqliteStore.Open(path))
            await store.Found(new(ChildProcess.Run, "name", "", "", [.. Actors.Select(a => new NewActor(a, "island"))]));

        for (var round = 0; round < 4; round++)
        {
            var acknowledged = await Task.WhenAll(Actors.Select((actor, i) => KillAfter(path, actor, turns: 20 + (37 * round) + (11 * i))));
            await using var store = SqliteStore.Open(path, JournalAccess.Existing);
            foreach (var (actor, last) in Actors.Zip(acknowledged))
            {
                var events = await Events(store, actor);
                Assert.True(events >= last, $"{actor} has {events} events, {last} were acknowledged");
                Assert.Equal(events, (await store.Actors(ChildProcess.Run)).Single(a => a.Id.Name == actor).Seq);
                Assert.Equal(0, events % 2);
            }

            var told = await store.Mailbox(new(ChildProcess.Run, "listener"), 100_000);
            Assert.Equal((await Events(store, Actors[0]) + await Events(store, Actors[1])) / 2, told.Count);
        }
    }

    static async Task<long> Events(SqliteStore store, string actor)
    {
        var count = 0L;
        await foreach (var record in store.Journal(new(ChildProcess.Run, actor)))
            Assert.Equal(++count, record.Seq);
        return count;
    }

    /// <summary>Returns the last sequence number that the process has acknowledged.</summary>
    static async Task<long> KillAfter(string journal, string actor, int turns)
    {
        using var child = ChildProcess.Start(journal, actor);
        var last = 0L;
        for (var line = 0; line < turns; line++)
            last = await Acknowledged(child) ?? throw new InvalidOperationException($"The child for {actor} ended by itself.");
        child.Kill();
        while (await Acknowledged(child) is { } more)
            last = more;
        await child.WaitForExitAsync();
        return last;
    }

    static async Task<long?> Acknowledged(Process child) =>
        await child.StandardOutput.ReadLineAsync() is { Length: > 0 } line ? long.Parse(line, CultureInfo.InvariantCulture) : null;
}
