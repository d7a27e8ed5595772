using LossActors.FormerActors.Kernel;
using LossActors.FormerActors.Tests.Scripted;
using LossActors.FormerPersistence;
using LossActors.FormerPersistence.InMemory;
using Microsoft.Extensions.Logging.Abstractions;

namespace LossActors.FormerActors.Tests.Kernel;

[Trait("guarantee", "G7")]
public sealed class NodeTests
{
    static readonly RunId Run = new("r");
    static readonly string Capacity = new NodeCapacity(true, 1, "scripted", "c", null).ToJson();

    readonly ManualTime time = new();
    readonly InMemoryStore store;
    readonly HashSet<string> gone = [];
    Action<long, WriteMoment>? onWrite;

    public NodeTests() => store = new InMemoryStore(time, (n, moment) => onWrite?.Invoke(n, moment));

    [Fact]
    public async Task A_node_takes_the_actors_that_nobody_owns_and_steps_them()
    {
        await Found(3);
        var (node, cells, _) = await Join("a");
        Assert.True(await node.Pass());
        Assert.Equal(3, node.Owned.Count);
        Assert.All(cells.Made, c => Assert.Equal((1, new Term(1)), (c.Steps, c.Term)));
    }

    [Fact]
    public async Task A_node_that_joins_later_gets_its_share_from_those_who_have_it()
    {
        await Found(40);
        var (first, firstCells, _) = await Join("a");
        await first.Pass();
        var (second, _, _) = await Join("b");
        Assert.Empty(await Taken(second));

        time.Pass(2);
        await first.Pass();
        time.Pass(2);
        var taken = await Taken(second);
        Assert.InRange(taken.Count, 10, 30);
        Assert.Equal(40, first.Owned.Count + second.Owned.Count);
        Assert.All(taken, c => Assert.Equal(new Term(2), c.Term));
        Assert.All(firstCells.Made.Where(c => taken.Any(t => t.Id == c.Id)), c => Assert.Equal(1, c.Snapshots));
    }

    [Fact]
    public async Task The_actors_of_a_process_that_is_gone_are_taken_at_once()
    {
        await Found(4);
        await (await Join("a")).Node.Pass();
        var (second, _, _) = await Join("b");
        gone.Add("a");
        await second.Pass();
        Assert.Equal(4, second.Owned.Count);
        Assert.Equal(NodeState.Dead, (await store.Nodes())[0].State);
    }

    [Fact]
    public async Task The_actors_of_a_silent_node_are_taken_when_its_lease_and_grace_are_over()
    {
        await Found(4);
        await (await Join("a")).Node.Pass();
        var b = await Join("b");
        for (var seconds = 0; seconds < 15; seconds += 5)
        {
            time.Pass(5);
            await b.Membership.Renew();
            await b.Node.Pass();
        }

        var share = b.Node.Owned.Count;
        Assert.True(share < 4);
        time.Pass(3);
        await b.Membership.Renew();
        await b.Node.Pass();
        Assert.Equal(4, b.Node.Owned.Count);
    }

    [Fact]
    [Trait("guarantee", "G10")]
    public async Task A_logic_that_throws_parks_its_actor_and_no_other()
    {
        await Found(3);
        var (node, cells, _) = await Join("a");
        cells.OnStep = cell => cell.Id.Name == "actor-1" ? throw new InvalidOperationException("cannot go on") : CellStep.Idle;
        await node.Pass();
        await node.Pass();

        var actors = await store.Actors(Run);
        Assert.Equal([ActorStatus.Active, ActorStatus.Parked, ActorStatus.Active], actors.Select(a => a.Status));
        Assert.Equal((null, "cannot go on"), (actors[1].Owner, actors[1].Reason));
        Assert.Equal(2, node.Owned.Count);
        Assert.Equal([2, 1, 2], cells.Made.Select(c => c.Steps));
    }

    [Fact]
    public async Task A_recovery_that_fails_parks_its_actor_and_no_other()
    {
        await Found(3);
        var (node, cells, _) = await Join("a");
        cells.OnRecover = lease => { if (lease.Id.Name == "actor-0") throw new UnknownEventException("Dreamt", 9); };
        await node.Pass();
        Assert.Equal(2, node.Owned.Count);
        Assert.Contains("Dreamt", (await store.Actors(Run))[0].Reason);
    }

    [Fact]
    public async Task At_most_fifty_actors_are_recovered_in_one_pass()
    {
        await Found(120);
        var (node, _, _) = await Join("a");
        foreach (var expected in new[] { 50, 100, 120 })
        {
            await node.Pass();
            time.Pass(1);
            Assert.Equal(expected, node.Owned.Count);
        }
    }

    [Fact]
    [Trait("guarantee", "G1")]
    public async Task A_node_that_cannot_trust_its_lease_takes_no_turn()
    {
        await Found(1);
        var (node, cells, _) = await Join("a");
        await node.Pass();
        time.Pass(12.1);
        Assert.False(await node.Pass());
        Assert.Equal(1, cells.Made.Single().Steps);
    }

    [Fact]
    public async Task A_node_that_was_declared_dead_forgets_its_actors_and_starts_anew()
    {
        await Found(2);
        var a = await Join("a");
        await a.Node.Pass();
        await store.DeclareDead(a.Membership.Me.Id, lostWorkIsSuspect: false);
        Assert.False(await a.Membership.Renew());
        await a.Membership.Join();
        await a.Node.Pass();
        Assert.Equal([1L, 1, 2, 2], a.Cells.Made.Select(c => c.Term.Value));
        Assert.Equal(2, a.Node.Owned.Count);
    }

    [Fact]
    public async Task Who_leaves_gives_its_actors_up()
    {
        await Found(2);
        var (node, cells, _) = await Join("a");
        await node.Pass();
        await node.ReleaseAll();
        Assert.Equal(2, (await store.Ownerless()).Count);
        Assert.All(cells.Made, c => Assert.Equal(1, c.Snapshots));
    }

    [Fact]
    public async Task A_drained_node_hands_over_a_fifth_of_a_poll_after_its_last_look_and_not_a_poll()
    {
        await Found(2);
        var (node, _, membership) = await Join("a");
        await node.Pass();
        await node.Pass();
        await store.Drain(membership.Me.Id);

        time.Pass(0.1);
        await node.Pass();
        Assert.Equal((false, 2, TimeSpan.FromSeconds(0.1)), (node.IsLeaving, node.Owned.Count, node.Patience));
        time.Pass(0.1);
        await node.Pass();
        Assert.True(node.IsLeaving);
        Assert.Empty(node.Owned);
    }

    [Fact]
    public async Task A_stale_copy_is_let_go_and_recovered_anew()
    {
        await Found(1);
        var (node, cells, _) = await Join("a");
        cells.OnStep = cell => cell.Term.Value == 1 ? CellStep.Lost : CellStep.Idle;
        await node.Pass();
        await node.Pass();
        Assert.Equal([1L, 2], cells.Made.Select(c => c.Term.Value));
    }

    [Fact]
    [Trait("guarantee", "G9")]
    public async Task Actors_taken_by_a_call_whose_reply_was_lost_are_taken_again()
    {
        await Found(2);
        var (node, _, _) = await Join("a");
        onWrite = (_, moment) =>
        {
            if (moment == WriteMoment.After) throw new JournalException(JournalFault.Unreachable, "out");
        };
        await Assert.ThrowsAsync<JournalException>(async () => await node.Pass());
        Assert.Empty(await store.Ownerless());

        onWrite = null;
        time.Pass(2);
        await node.Pass();
        Assert.Equal(2, node.Owned.Count);
    }

    [Fact]
    [Trait("guarantee", "G9")]
    public async Task A_stale_copy_does_not_hide_a_newer_takeover_that_failed()
    {
        await Found(1);
        var (node, cells, _) = await Join("a");
        await node.Pass();
        cells.OnStep = cell => cell.Term.Value == 1 ? CellStep.Lost : CellStep.Idle;
        onWrite = (_, moment) =>
        {
            if (moment == WriteMoment.After) throw new JournalException(JournalFault.Unreachable, "the reply of the release is lost");
        };
        await Assert.ThrowsAsync<JournalException>(async () => await node.Pass());
        onWrite = null;

        cells.OnRecover = _ => throw new JournalException(JournalFault.Unreachable, "out");
        time.Pass(2);
        await Assert.ThrowsAsync<JournalException>(async () => await node.Pass());
        cells.OnRecover = null;
        for (var passes = 0; passes < 3; passes++)
        {
            time.Pass(2);
            await node.Pass();
        }

        Assert.Equal(new Term(3), Assert.Single(node.Owned).Term);
    }

    [Fact]
    [Trait("guarantee", "G9")]
    public async Task An_outage_in_one_step_lets_the_others_finish_theirs()
    {
        await Found(3);
        var (node, cells, _) = await Join("a");
        var slow = new TaskCompletionSource<CellStep>();
        cells.OnStepAsync = cell => cell.Id.Name switch
        {
            "actor-0" => throw new JournalException(JournalFault.Unreachable, "out"),
            "actor-2" => new ValueTask<CellStep>(slow.Task),
            _ => new ValueTask<CellStep>(CellStep.Ended),
        };
        var pass = node.Pass().AsTask();
        Assert.False(pass.IsCompleted);
        slow.SetResult(CellStep.Idle);
        await Assert.ThrowsAsync<JournalException>(() => pass);
        Assert.Equal(["actor-0", "actor-2"], node.Owned.Select(c => c.Id.Name));
    }

    async Task Found(int actors) =>
        await store.Found(
            new NewRun(Run, "r", "", "", [.. Enumerable.Range(0, actors).Select(i => new NewActor($"actor-{i}", "scripted"))]));

    async Task<(Node Node, ScriptedCells Cells, Membership Membership)> Join(string name)
    {
        var lives = 0;
        var membership = new Membership(
            store, () => new NodeInfo(new NodeId($"{name}-{++lives}"), name, "boot", 1, 1, Capacity), new MembershipOptions(), time);
        await membership.Join();
        var cells = new ScriptedCells();
        var node = new Node(store, membership, new MembershipOptions(), cells, n => gone.Contains(n.Name), time, NullLogger.Instance);
        return (node, cells, membership);
    }

    static async Task<IReadOnlyCollection<Cell>> Taken(Node node)
    {
        await node.Pass();
        return node.Owned;
    }

    sealed class ScriptedCells : ICellFactory
    {
        public List<ScriptedCell> Made { get; } = [];

        public Action<ActorLease>? OnRecover { get; set; }

        public Func<ScriptedCell, CellStep> OnStep { get; set; } = _ => CellStep.Idle;

        public Func<ScriptedCell, ValueTask<CellStep>>? OnStepAsync { get; set; }

        public ValueTask<Cell> Recover(ActorLease lease)
        {
            OnRecover?.Invoke(lease);
            Made.Add(new ScriptedCell(lease, this));
            return new ValueTask<Cell>(Made[^1]);
        }
    }

    sealed class ScriptedCell(ActorLease lease, ScriptedCells cells) : Cell(lease)
    {
        public int Steps { get; private set; }

        public int Snapshots { get; private set; }

        public override ValueTask<CellStep> Step(RunRecord run)
        {
            Steps++;
            return cells.OnStepAsync is { } later ? later(this) : new ValueTask<CellStep>(cells.OnStep(this));
        }

        public override ValueTask SaveSnapshot()
        {
            Snapshots++;
            return ValueTask.CompletedTask;
        }
    }
}
