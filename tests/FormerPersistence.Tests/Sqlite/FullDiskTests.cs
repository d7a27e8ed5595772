using System.Diagnostics;
using LossActors.FormerPersistence.Sqlite;

namespace LossActors.FormerPersistence.Tests.Sqlite;

public sealed class FullDiskTests : IDisposable
{
    static readonly ActorId Island = new(new("run"), "island/0");
    static readonly NodeId Me = new("me");

    readonly TemporaryFolder folder = new();
    readonly bool mounted;

    /// <summary>A disk of two mebibytes where this user may mount one; else the limit that SQLite itself can be given.</summary>
    public FullDiskTests() => mounted = Ran("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder.Path);

    public void Dispose()
    {
        if (mounted)
            Ran("umount", folder.Path);
        folder.Dispose();
    }

    [Fact]
    [Trait("guarantee", "G3")]
    [Trait("guarantee", "G9")]
    public async Task A_full_disk_costs_the_turn_and_nothing_else()
    {
        await using var store = SqliteStore.Open(folder.File("journal.db"));
        await store.Found(new(Island.Run, "name", "", "", [new(Island.Name, "island")]));
        await store.Join(new(Me, "me", "boot", 1, 1, "{}"), TimeSpan.FromSeconds(15));
        var term = (await store.TakeOver(Me, [Island]))[0].Term;
        await LimitPages(store, 200);

        var seq = 0L;
        JournalException? refusal = null;
        while (refusal is null && seq < 1000)
        {
            try
            {
                Assert.Equal(TurnOutcome.Committed, await store.Commit(Turn(seq, term)));
                seq++;
            }
            catch (JournalException e)
            {
                refusal = e;
            }
        }

        Assert.Equal(JournalFault.CannotWrite, refusal!.Fault);
        Assert.Equal($"The disk that holds the journal {folder.File("journal.db")} is full: free some space.", refusal.Message);
        Assert.True(seq > 0);
        Assert.Equal((seq, seq), (await Events(store), (await store.Actors(Island.Run))[0].Seq));
        Assert.Equal(seq, (await store.Mailbox(new(Island.Run, "run"), 10_000)).Count);

        await MakeSpace(store);
        Assert.Equal(TurnOutcome.Committed, await store.Commit(Turn(seq, term)));
        Assert.Equal(seq + 1, await Events(store));
    }

    static Turn Turn(long seq, Term term) => new(Island, seq, term, $"turn {seq}", [new("Born", 1, new byte[20_000])])
    {
        Messages = [new("run", "M", new byte[1000])],
    };

    static async Task<long> Events(SqliteStore store)
    {
        var count = 0L;
        await foreach (var record in store.Journal(Island))
            Assert.Equal(++count, record.Seq);
        return count;
    }

    async Task LimitPages(SqliteStore store, int pages)
    {
        if (!mounted)
            await store.Write(s => s.Run($"PRAGMA max_page_count = {pages}"));
    }

    async Task MakeSpace(SqliteStore store)
    {
        if (mounted)
            Assert.True(Ran("mount", "-o", "remount,size=8m", folder.Path));
        else
            await LimitPages(store, 1_000_000);
    }

    static bool Ran(string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
