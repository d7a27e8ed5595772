using LossActors.Persistence.Postgres;
using Npgsql;

namespace LossActors.Persistence.Tests.Postgres;

/// <summary>Lanes that finish at a time share a transaction, and nothing else.</summary>
public sealed class SharedRecordTests(PostgresServer server)
{
    static readonly NodeId Me = new("me");
    static readonly ActorId Island = new(new("run"), "island/0");

    [Fact]
    [Trait("guarantee", "G5")]
    public async Task Of_results_that_are_recorded_together_each_has_its_own_outcome_and_a_refused_one_fails_alone()
    {
        await using var store = await PostgresStore.Open(await server.NewJournal());
        await store.Found(new(Island.Run, "name", "", "", [new(Island.Name, "island")]));
        await store.Join(new(Me, "me", "boot", 1, 1, "{}"), TimeSpan.FromMinutes(5));
        var owned = (await store.TakeOver(Me, [Island]))[0];
        WorkId[] works = [.. Enumerable.Range(1, 3).Select(n => new WorkId($"{n:x64}"))];
        await store.Commit(new Turn(Island, owned.Seq, owned.Term, "turn", [new("Born", 1, new byte[1])])
        {
            Asks = [.. works.Select((w, i) => new WorkAsk(w, "c", new byte[1], i, $"ticket:{i}"))],
        });
        Assert.Equal(3, (await store.Claim(Me, ["c"], 3)).Count);

        var first = Record(works[0], 1);
        var refused = Record(works[1], 2, device: "\0");
        var others = Task.WhenAll(Record(works[2], 3), Record(works[2], 4), Record(works[2], 3), Record(new($"{9:x64}"), 9));

        Assert.Equal(RecordOutcome.Recorded, await first);
        await Assert.ThrowsAnyAsync<Exception>(() => refused);
        RecordOutcome[] outcomes = await others;
        Assert.Equal([RecordOutcome.Recorded, RecordOutcome.Different, RecordOutcome.Same, RecordOutcome.Unasked], outcomes);
        var mail = await store.Mailbox(Island, 10);
        Assert.Equal(["ticket:0", "ticket:2"], mail.Select(m => m.Key));
        Assert.Equal(RecordOutcome.Recorded, await Record(works[1], 2));
        Assert.Equal(3, (await store.Mailbox(Island, 10)).Count);

        Task<RecordOutcome> Record(WorkId work, byte result, string device = "cpu") => store.Record(work, new[] { result }, new(1, Me, device)).AsTask();
    }

    /// <summary>A batch that is refused while Npgsql prepares it leaves statements that it takes for prepared: it read no rows of them.</summary>
    [Fact]
    public async Task Who_gets_a_connection_after_a_refusal_reads_every_row()
    {
        await using var source = NpgsqlDataSource.Create($"{await server.NewJournal()};Maximum Pool Size=1;Max Auto Prepare=10;Auto Prepare Min Usages=2");
        var retry = new PostgresRetry("journal", TimeSpan.Zero);
        Task<List<List<object?[]>>> Divide(int by) => retry.Write(source, (c, _) => c.Together(("SELECT 6 / $1::int", [by]), ("SELECT 1 + $1::int", [by])));

        await Divide(1);
        await Assert.ThrowsAnyAsync<Exception>(() => Divide(0));
        var rows = await Divide(2);
        Assert.Equal([3, 3], rows.Select(r => r[0][0]));
    }

    [Fact]
    public async Task Requests_that_come_during_a_call_share_the_next_and_are_divided_when_it_is_refused()
    {
        var calls = new List<int[]>();
        var first = new TaskCompletionSource<IReadOnlyList<int>>();
        var shared = new SharedCall<int, int>(
            requests =>
            {
                calls.Add([.. requests]);
                return calls.Count == 1 ? first.Task
                    : requests.Contains(4) ? Task.FromException<IReadOnlyList<int>>(new FormatException("four"))
                    : Task.FromResult<IReadOnlyList<int>>([.. requests.Select(r => 10 * r)]);
            },
            (batch, next) => batch.Count < 3 && !batch.Contains(next), e => e is FormatException);

        var asked = new[] { 1, 2, 2, 3, 4, 5 }.Select(shared.Ask).ToArray();
        first.SetResult([10]);
        await Assert.ThrowsAsync<FormatException>(() => asked[4]);

        int[] replies = await Task.WhenAll(asked.Where((_, i) => i != 4));
        Assert.Equal([10, 20, 20, 30, 50], replies);
        Assert.Equal([[1], [2, 3, 4], [2], [3], [4], [2, 5]], calls);
    }
}
