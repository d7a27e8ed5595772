using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;
using LossActors.Actors.Devices;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;
using Xunit.Abstractions;

namespace LossActors.ActorShell.Tests;

public sealed class DeviceActorTests : TestKit
{
    static readonly EvaluationRequest Request = new(
        "-y*log(p)", new Recipe(new ClustersSpec(), new MlpSpec([4]), new SgdSpec(0.1), Batch: 8, Steps: 10), 1, 0, new Search());

    readonly Regions regions = new();
    readonly IActorRef dispatcher;
    Func<CancellationToken, EvaluationResult> evaluate = _ => new Diverged(DivergenceReason.Loss, 0, 3, 3, 7);

    public DeviceActorTests(ITestOutputHelper output)
        : base(ConfigurationFactory.ParseString("akka.loglevel = WARNING, akka.stdout-loglevel = OFF"), nameof(DeviceActorTests), output)
    {
        dispatcher = Sys.ActorOf(DispatcherActor.Props(TimeProvider.System));
        regions.Made = id => Sys.ActorOf(EntityActor.Props(
            new EntityShell
            {
                Process = new("p"), Node = "n", Regions = regions, Dispatcher = dispatcher, IsGone = (_, _) => false, Passivate = "rest",
                SnapshotEvery = 0,
            },
            id,
            world => new EvaluationEntity((EvaluationId)id, new EvaluationLogic(((EvaluationId)id).Key, auditEvery: 0), world)));
        Sys.EventStream.Subscribe(TestActor, typeof(DeviceEnded));
    }

    [Theory, Trait("guarantee", "G5"), InlineData(true), InlineData(false)]
    public async Task What_is_asked_of_evaluations_is_trained_by_a_device_and_answered(bool isolated)
    {
        Device(isolated);
        for (var i = 0; i < 20; i++) Ask(i);
        var keys = new HashSet<EvaluationKey>();
        for (var i = 0; i < 20; i++) keys.Add((await ExpectMsgAsync<Evaluated>(TimeSpan.FromSeconds(20))).Key);
        Assert.Equal(20, keys.Count);
    }

    [Fact]
    public async Task A_drained_device_cancels_what_it_trains_and_ends()
    {
        using var begun = new ManualResetEventSlim();
        evaluate = token =>
        {
            begun.Set();
            token.WaitHandle.WaitOne();
            throw new EvaluationInterruptedException(token);
        };
        var device = Device(isolated: false);
        Ask(0);
        Assert.True(await Task.Run(() => begun.Wait(TimeSpan.FromSeconds(20))));
        device.Tell(new DrainDevice());
        await ExpectMsgAsync(new DeviceEnded("cpu", null), TimeSpan.FromSeconds(20));
    }

    [Fact, Trait("guarantee", "G10")]
    public async Task A_device_that_fails_ends_with_its_reason_and_another_goes_on()
    {
        evaluate = _ => throw new InvalidOperationException("out of memory");
        Device(isolated: false);
        Ask(0);
        await ExpectMsgAsync(new DeviceEnded("cpu", "out of memory"), TimeSpan.FromSeconds(20));
        evaluate = _ => new Diverged(DivergenceReason.Loss, 0, 3, 3, 7);
        Device(isolated: false, "cuda:0");
        await ExpectMsgAsync<Evaluated>(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task What_was_sent_to_a_device_that_ended_without_a_word_is_given_to_another()
    {
        var (leaving, staying) = (CreateTestProbe(), CreateTestProbe());
        // Its clock stands still: nothing is given again because somebody was silent for long.
        var dispatcher = Sys.ActorOf(DispatcherActor.Props(new Standstill()));
        var evaluation = Evaluate.Of(Request, "class", "run", 0).Question.To;
        var want = new Want(((EvaluationId)evaluation).Key, "class", Request, "run", 0, 0, Alone: false, IsAudit: false);
        dispatcher.Tell(State("leaving"), leaving);
        dispatcher.Tell(want, TestActor);
        await leaving.ExpectMsgAsync<Assign>(TimeSpan.FromSeconds(20));
        dispatcher.Tell(State("staying"), staying);
        Sys.Stop(leaving);
        await staying.ExpectMsgAsync<Assign>(TimeSpan.FromSeconds(20));

        static DeviceState State(string device) => new(device, new("p"), "class", Lanes: 1, Free: 1, Holds: []);
    }

    IActorRef Device(bool isolated, string name = "cpu")
    {
        var options = new DeviceOptions
        {
            Name = name, Node = "n", Process = new("p"), Lanes = 2, ArithmeticClass = "class", IsIsolated = isolated,
        };
        return Sys.ActorOf(DeviceActor.Props(
            options, report => new ThreadLanes(options, () => new Scripted(this), () => new Scripted(this), report, TimeProvider.System),
            regions, dispatcher, () => true, TimeProvider.System));
    }

    void Ask(int repeat)
    {
        var question = Evaluate.Of(Request with { Repeat = repeat, Recipe = Request.Recipe }, "class", "run", repeat).Question;
        regions.Of(question.To).Tell(new Addressed(question.To, question.Message), TestActor);
    }

    sealed class Standstill : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }

    sealed class Regions : IEntityRegions
    {
        readonly Dictionary<EntityId, IActorRef> living = [];

        public Func<EntityId, IActorRef> Made { get; set; } = null!;

        public IActorRef Of(EntityId entity)
        {
            lock (living) return living.TryGetValue(entity, out var actor) ? actor : living[entity] = Made(entity);
        }
    }

    sealed class Scripted(DeviceActorTests test) : IEvaluator
    {
        public EvaluationResult Evaluate(EvaluationRequest request, Action<long> onStep, CancellationToken cancellation) =>
            test.evaluate(cancellation);
    }
}
