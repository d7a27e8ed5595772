using System.Collections.Concurrent;
using System.Text;
using LossActors.FormerActors.Devices;
using LossActors.FormerActors.Tests.Scripted;
using LossActors.Learning.Training;
using LossActors.FormerPersistence;
using LossActors.FormerPersistence.InMemory;
using Microsoft.Extensions.Logging.Abstractions;

namespace LossActors.FormerActors.Tests.Devices;

public sealed class DeviceActorTests
{
    static readonly RunId Run = new("r");
    static readonly ActorId Asker = new(Run, "asker");

    readonly CancellationTokenSource stop = new(TimeSpan.FromSeconds(30));
    readonly ConcurrentQueue<string> trained = new();
    readonly ConcurrentQueue<string> trainedInAChild = new();
    readonly InMemoryStore store;
    NodeId me = new("node-1");
    Action<long, WriteMoment>? onWrite;
    Func<EvaluationRequest, CancellationToken, EvaluationResult> evaluate;

    public DeviceActorTests()
    {
        store = new InMemoryStore(hook: (n, moment) => onWrite?.Invoke(n, moment));
        evaluate = (request, _) => ResultOf(request);
    }

    [Fact]
    [Trait("guarantee", "G5")]
    public async Task Everything_asked_for_is_trained_once_and_recorded_once()
    {
        await Ask(20);
        var device = Device(lanes: 3);
        await RunUntil(device, async () => (await store.Totals(Run)).Done == 20);

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"loss {i}").Order(), trained.Order());
        Assert.Equal(20, (await store.Mailbox(Asker, 100)).Count);
        Assert.Equal((20, 0, 0), (device.Statistics.Evaluations, device.Statistics.Busy, device.Statistics.Nondeterministic));
    }

    [Fact]
    [Trait("guarantee", "G10")]
    public async Task Interrupted_work_goes_back_and_says_nothing_about_the_loss()
    {
        await Ask(4);
        var begun = new CountdownEvent(2);
        evaluate = (_, token) =>
        {
            begun.Signal();
            token.WaitHandle.WaitOne();
            throw new EvaluationInterruptedException(token);
        };
        var running = Device(lanes: 2).Run(stop.Token);
        await Task.Run(() => begun.Wait(TimeSpan.FromSeconds(30)));
        await stop.CancelAsync();
        await running;

        Assert.Equal((4, 0, 0), await Ready());
        Assert.All(await store.Claim(me, ["c"], 9), w => Assert.Equal((0, 0), (w.Unwitnessed, w.Deaths)));
    }

    [Fact]
    [Trait("guarantee", "G10")]
    public async Task A_device_that_fails_on_its_own_account_stops_with_its_reason_and_gives_the_work_back()
    {
        await Ask(5);
        evaluate = (_, _) => throw new InvalidOperationException("out of memory");
        var failed = await Assert.ThrowsAsync<DeviceFailedException>(() => Device(lanes: 2).Run(stop.Token));
        Assert.Contains("out of memory", failed.Message);
        Assert.Equal((5, 0, 0), await Ready());
    }

    [Fact]
    [Trait("guarantee", "G5")]
    public async Task A_result_that_another_device_recorded_first_stands()
    {
        await Ask(1);
        var begun = new TaskCompletionSource();
        var goOn = new ManualResetEventSlim();
        evaluate = (request, _) =>
        {
            begun.SetResult();
            goOn.Wait(TimeSpan.FromSeconds(30), CancellationToken.None);
            return ResultOf(request);
        };
        var device = Device(lanes: 1);
        var running = device.Run(stop.Token);
        await begun.Task;
        await store.Record(new WorkId(1.ToString("x64")), "another"u8.ToArray(), new WorkMeta(1, me, "elsewhere"));
        goOn.Set();
        await Until(() => Task.FromResult(device.Statistics.Evaluations == 1));
        await stop.CancelAsync();
        await running;

        Assert.Equal("another", Encoding.UTF8.GetString(Assert.Single(await store.Mailbox(Asker, 9)).Data.Span));
        Assert.Equal(1, device.Statistics.Nondeterministic);
    }

    [Fact]
    [Trait("guarantee", "G8")]
    public async Task An_audit_trains_again_and_finds_what_is_not_deterministic()
    {
        await Ask(3);
        var count = 0;
        evaluate = (request, _) => request.Genome == "loss 1"
            ? new Learning.Training.Scored([new(new Tally(Interlocked.Increment(ref count), 100), 0.5)], 1, 1) : ResultOf(request);
        var device = Device(lanes: 1, auditEvery: 1);
        await RunUntil(device, () => Task.FromResult(device.Statistics.Evaluations == 3 && device.Statistics.Audited == 3
            && device.Statistics.Busy == 0));
        Assert.Equal((3, 1), (device.Statistics.Audited, device.Statistics.Nondeterministic));
        Assert.Equal(6, trained.Count);
    }

    [Fact]
    [Trait("guarantee", "G9")]
    public async Task A_result_waits_until_the_store_is_back()
    {
        await Ask(1);
        var tries = 0;
        evaluate = (request, _) =>
        {
            onWrite = (_, moment) =>
            {
                if (moment == WriteMoment.Before && Interlocked.Increment(ref tries) <= 2)
                    throw new JournalException(JournalFault.Unreachable, "out");
            };
            return ResultOf(request);
        };
        await RunUntil(Device(lanes: 1), async () => (await store.Totals(Run)).Done == 1);
        Assert.Single(trained);
    }

    [Fact]
    [Trait("guarantee", "G9")]
    public async Task Work_claimed_by_a_call_whose_reply_was_lost_comes_free_with_a_new_identity()
    {
        await Ask(2);
        var lost = false;
        onWrite = (_, moment) =>
        {
            if (moment != WriteMoment.After || lost) return;
            lost = true;
            throw new JournalException(JournalFault.Unreachable, "out");
        };
        var running = RunUntil(Device(lanes: 1), async () => (await store.Totals(Run)).Done == 2);
        await Until(async () => (await store.Nodes())[0].State == NodeState.Dead);
        me = new NodeId("node-2");
        await store.Join(Node(me), TimeSpan.FromMinutes(1));
        await running;
    }

    [Fact]
    [Trait("guarantee", "G10")]
    public async Task Work_that_a_vanished_node_may_have_died_of_is_trained_in_a_child()
    {
        await Ask(3);
        await SuspectTheFirst();
        await RunUntil(Device(lanes: 1), async () => (await store.Totals(Run)).Done == 3);

        Assert.Equal(["loss 0"], trainedInAChild);
        Assert.Equal(["loss 1", "loss 2"], trained);
    }

    [Fact]
    [Trait("guarantee", "G9")]
    [Trait("guarantee", "G10")]
    public async Task A_death_is_on_record_though_the_journal_was_away_when_it_was_seen()
    {
        await Ask(1);
        await SuspectTheFirst();
        var tries = 0;
        evaluate = (_, _) =>
        {
            onWrite = (_, moment) =>
            {
                if (moment == WriteMoment.Before && Interlocked.Increment(ref tries) <= 2)
                    throw new JournalException(JournalFault.Unreachable, "out");
            };
            throw new EvaluatorDiedException("gone");
        };
        await RunUntil(Device(lanes: 1), async () => (await store.Totals(Run)).Poison == 1);

        Assert.Equal(3, trainedInAChild.Count);
        Assert.Contains("gone", Encoding.UTF8.GetString(Assert.Single(await store.Mailbox(Asker, 9)).Data.Span));
    }

    /// <summary>A node takes the first work and is gone.</summary>
    async Task SuspectTheFirst()
    {
        var gone = new NodeId("gone");
        await store.Join(Node(gone), TimeSpan.FromMinutes(1));
        Assert.Single(await store.Claim(gone, ["c"], 1));
        await store.DeclareDead(gone, lostWorkIsSuspect: true);
    }

    DeviceActor Device(int lanes, int auditEvery = 0) => new(
        store,
        new DeviceOptions
        {
            Name = "scripted", Lanes = lanes, ArithmeticClass = "c", AuditEvery = auditEvery, Poll = TimeSpan.FromMilliseconds(20),
        },
        () => new Evaluator(this, trained), () => new Evaluator(this, trainedInAChild), () => me, TimeProvider.System, NullLogger.Instance);

    async Task Ask(int count)
    {
        await store.Found(new NewRun(Run, "r", "", "", [new NewActor(Asker.Name, "asker")]));
        await store.Join(Node(me), TimeSpan.FromMinutes(1));
        var owned = (await store.TakeOver(me, [Asker]))[0];
        var recipe = Recipe.Parse(Plans.Recipe.Text);
        var asks = Enumerable.Range(0, count).Select(i => new WorkAsk(
            new WorkId((i + 1).ToString("x64")), "c",
            Encoding.UTF8.GetBytes(new EvaluationRequest($"loss {i}", recipe, 1, 0, new Search()).ToJson()), i, $"ticket:{i}"));
        await store.Commit(new Turn(Asker, 0, owned.Term, "turn", [new NewEvent("Asked", 1, "{}"u8.ToArray())]) { Asks = [.. asks] });
    }

    async Task<(long Ready, long Leased, long Done)> Ready()
    {
        var totals = await store.Totals(Run);
        return (totals.Ready, totals.Leased, totals.Done);
    }

    async Task RunUntil(DeviceActor device, Func<Task<bool>> done)
    {
        var running = device.Run(stop.Token);
        await Until(done);
        await stop.CancelAsync();
        await running;
    }

    async Task Until(Func<Task<bool>> done)
    {
        while (!await done()) await Task.Delay(5, stop.Token);
    }

    static NodeInfo Node(NodeId id) => new(id, id.Value, "boot", 1, 1, "{}");

    static EvaluationResult ResultOf(EvaluationRequest request) =>
        new Learning.Training.Scored([new(new Tally((int)(Mix.Of(request.Genome) % 100), 100), 0.5)], 1, 1);

    sealed class Evaluator(DeviceActorTests test, ConcurrentQueue<string> log) : IEvaluator
    {
        public EvaluationResult Evaluate(EvaluationRequest request, Action<long> onStep, CancellationToken cancellation)
        {
            log.Enqueue(request.Genome);
            return test.evaluate(request, cancellation);
        }
    }
}
