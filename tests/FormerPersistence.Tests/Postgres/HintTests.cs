using LossActors.FormerPersistence.Postgres;
using Npgsql;

namespace LossActors.FormerPersistence.Tests.Postgres;

/// <summary>Whom a commit wakes: a cluster in which every commit wakes every node does nothing else.</summary>
public sealed class HintTests(PostgresServer server)
{
    static readonly NodeId One = new("one"), Other = new("other");
    static readonly RunId Run = new("run");
    static readonly ActorId Island = new(Run, "island/0");

    [Fact]
    public async Task A_result_names_the_owner_of_who_asked_and_new_work_those_who_wait_for_some()
    {
        var journal = await server.NewJournal();
        await using var founder = await PostgresStore.Open(journal);
        await founder.Found(new(Run, "r", "", "", [new(Island.Name, "island")]));
        await using var spoken = await Spoken.Listen(journal);

        // What each of the two said of its joining is heard first: later words would be merged with it.
        await using var one = await Node(journal, One);
        await spoken.Until(said => said.StartsWith(one.Speaker, StringComparison.Ordinal));
        await using var other = await Node(journal, Other);
        await spoken.Until(said => said.StartsWith(other.Speaker, StringComparison.Ordinal));
        var lease = (await founder.TakeOver(One, [Island]))[0];

        var turn = new Turn(Island, lease.Seq, lease.Term, "turn", [new("Born", 1, new byte[1])])
        {
            Asks = [new(new("w1"), "c", new byte[1], 1, "ticket:1")],
        };
        Assert.Equal(TurnOutcome.Committed, await one.Commit(turn));
        await spoken.Until(said => said == $"{one.Speaker} work");
        Assert.Single(await other.Claim(Other, ["c"], 1));
        await other.Record(new("w1"), new byte[1], new(1, Other, "cpu"));

        await spoken.Until(said => said == $"{other.Speaker} one");
    }

    [Fact]
    [Trait("guarantee", "G7")]
    public async Task A_store_that_is_closed_right_after_a_commit_says_it_all_the_same()
    {
        var journal = await server.NewJournal();
        await using var spoken = await Spoken.Listen(journal);
        await using var one = await Node(journal, One);
        await spoken.Until(said => said.StartsWith(one.Speaker, StringComparison.Ordinal));

        string speaker;
        await using (var command = await PostgresStore.Open(journal, JournalAccess.Existing))
        {
            speaker = command.Speaker;
            Assert.True(await command.Drain(One));
        }

        await spoken.Until(said => said == $"{speaker} *");
    }

    [Fact]
    public void What_a_notification_cannot_name_concerns_everyone()
    {
        var here = new HashSet<string> { "here" };
        var many = Concern.Owners([.. Enumerable.Range(0, 1000).Select(i => $"node {i}")]);

        Assert.True(many.Wakes(here, hungry: false));
        Assert.True(Concern.Parse("an older version's payload").Concern.And(Concern.Everyone).Wakes(here, hungry: false));
        Assert.True(Concern.Parse("sender").Concern.Wakes(here, hungry: false));
        Assert.Equal(("me", true, false), Woken(Concern.Owners(["here", null])));
        Assert.Equal(("me", false, true), Woken(Concern.Work.And(Concern.Owners(["there"]))));

        (string, bool, bool) Woken(Concern concern)
        {
            var (sender, parsed) = Concern.Parse(concern.Print("me"));
            return (sender, parsed.Wakes(here, hungry: false), parsed.Wakes(new HashSet<string>(), hungry: true));
        }
    }

    [Fact]
    public async Task Devices_that_claim_at_a_time_share_a_statement_and_are_served_in_turn()
    {
        var statements = new List<int>();
        var first = new TaskCompletionSource<IReadOnlyList<WorkLease>>();
        var desk = new ClaimDesk((_, _, limit) =>
        {
            statements.Add(limit);
            return statements.Count == 1 ? first.Task : Task.FromResult<IReadOnlyList<WorkLease>>([Lease("b"), Lease("c"), Lease("d")]);
        });

        var early = desk.Claim(One, ["c"], 1);
        var (greedy, modest) = (desk.Claim(One, ["c"], 3), desk.Claim(One, ["c"], 1));
        first.SetResult([Lease("a")]);

        Assert.Equal(["a"], (await early).Select(l => l.Work.Value));
        Assert.Equal(["b", "d"], (await greedy).Select(l => l.Work.Value));
        Assert.Equal(["c"], (await modest).Select(l => l.Work.Value));
        Assert.Equal([1, 4], statements);

        static WorkLease Lease(string work) => new(new(work), Run, "c", new byte[1], 0, 0);
    }

    static async Task<PostgresStore> Node(string journal, NodeId id)
    {
        var store = await PostgresStore.Open(journal);
        await store.Join(new(id, "n", "boot", 1, 1, "{}"), TimeSpan.FromHours(1));
        return store;
    }

    /// <summary>What the nodes tell each other.</summary>
    sealed class Spoken(NpgsqlConnection connection) : IAsyncDisposable
    {
        readonly Queue<string> heard = [];

        public static async Task<Spoken> Listen(string journal)
        {
            var connection = new NpgsqlConnection(journal);
            await connection.OpenAsync();
            var spoken = new Spoken(connection);
            connection.Notification += (_, notification) => spoken.heard.Enqueue(notification.Payload);
            await using var command = new NpgsqlCommand("LISTEN lossactors", connection);
            await command.ExecuteNonQueryAsync();
            return spoken;
        }

        public async Task Until(Predicate<string> wanted)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            while (true)
            {
                while (heard.TryDequeue(out var said))
                    if (wanted(said)) return;
                await connection.WaitAsync(patience.Token);
            }
        }

        public ValueTask DisposeAsync() => connection.DisposeAsync();
    }
}
