using LossActors.Actors.Devices;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Tests.Evaluations;
using LossActors.Learning.Training;

namespace LossActors.Actors.Tests.Devices;

public sealed class DeviceCoreTests : ILanes, IDeviceWorld
{
    static readonly Incarnation Me = new("me");
    static readonly EvaluationKey A = new("a"), B = new("b"), C = new("c");

    readonly List<(EvaluationKey Key, bool Alone)> started = [];
    readonly List<EvaluationKey> cancelled = [];
    readonly List<IMessage> asked = [];
    DeviceCore device = null!;
    DeviceState? told;
    TimeSpan now;
    bool isUp = true;
    (bool Ended, string? Reason) end;

    public DeviceCoreTests() => Device(isolated: false);

    bool IDeviceWorld.IsUp => isUp;

    [Fact, Trait("guarantee", "G10")]
    public void A_lane_inside_the_process_asks_for_leave_before_it_trains()
    {
        Assign(A);
        Assert.Equal([new MayStart(A, 0, "cpu", "node", Me)], asked);
        Assert.Empty(started);
        device.Receive(new Start(A, 0), now);
        device.Receive(new Start(A, 0), now);
        Assert.Equal([(A, false)], started);
    }

    [Fact]
    public void An_isolated_lane_trains_at_once_and_asks_only_for_suspects()
    {
        Device(isolated: true);
        Assign(A);
        Assign(B, attempt: 1);
        Assert.Equal([(A, false)], started);
        Assert.Equal([new MayStart(B, 1, "cpu", "node", Me)], asked);
        device.Receive(new Start(B, 1), now);
        Assert.Equal((B, true), started[^1]);
    }

    [Fact]
    public void It_refuses_what_it_has_no_lane_for_what_it_holds_and_what_is_of_another_class()
    {
        device.Receive(new Assign(Want(C) with { ArithmeticClass = "another" }), now);
        Assert.Null(told);
        Assign(A);
        Assign(A);
        Assign(B);
        Assign(C);
        Assert.Equal([A, B], told!.Holds);
        Assert.Equal(0, told.Free);
    }

    [Fact]
    public void It_tells_what_it_holds_at_every_change_and_every_tick()
    {
        Assign(A);
        Assert.Equal(1, told!.Free);
        Assert.Equal([A], told.Holds);
        told = null;
        device.Tick(now);
        Assert.Equal([A], told!.Holds);
        device.Receive(new DoNotStart(A, 0), now);
        Assert.Equal((2, 0), (told.Free, told.Holds.Length));
    }

    [Fact]
    public void A_result_is_told_until_it_is_noted_and_frees_its_lane_at_once()
    {
        Train(A);
        asked.Clear();
        device.Receive(new TrainingEnded(A, Bench.Good, 3), now);
        device.Tick(now);
        var result = new Trained(A, Bench.Good, 3, "run", "cpu", Me, false);
        Assert.Equal([result, result], asked);
        Assert.Equal(2, told!.Free);
        Assert.Equal([A], told.Holds);
        device.Receive(new ResultNoted(A), now);
        Assert.Empty(told.Holds);
        Assert.Equal(new DeviceStatistics(0, 1, 3), device.Statistics);
    }

    [Fact, Trait("guarantee", "G10")]
    public void A_death_is_told_with_its_attempt_until_that_is_noted()
    {
        Train(A, attempt: 2);
        device.Receive(new TrainingDied(A, "exit code 139"), now);
        Assert.Equal(new ChildDied(A, 2, "exit code 139", "run", "cpu", Me), asked[^1]);
        device.Receive(new DeathNoted(A, 1), now);
        Assert.Equal([A], told!.Holds);
        device.Receive(new DeathNoted(A, 2), now);
        Assert.Empty(told.Holds);
    }

    [Fact, Trait("guarantee", "G10")]
    public void A_buried_node_bears_no_witness()
    {
        Train(A, attempt: 1);
        isUp = false;
        device.Receive(new TrainingDied(A, "gone"), now);
        Assert.Empty(asked.OfType<ChildDied>());
        Assert.Equal(new GaveBack(A, 1, Me), asked[^1]);
    }

    [Fact]
    public void Leave_that_does_not_come_is_asked_for_again_and_given_up_after_a_while()
    {
        Assign(A);
        for (var i = 0; i < 5; i++) Tick();
        Assert.Equal(6, asked.OfType<MayStart>().Count());
        Assert.Equal([A], told!.Holds);
        Tick();
        Assert.Empty(told.Holds);
        Assert.Equal(new GaveBack(A, 0, Me), asked[^1]);
    }

    [Fact, Trait("guarantee", "G10")]
    public void Leave_that_comes_too_late_is_given_back()
    {
        device.Receive(new Start(A, 0), now);
        Assert.Equal([new GaveBack(A, 0, Me)], asked);
        Assert.Empty(started);
    }

    [Fact, Trait("guarantee", "G10")]
    public void A_leaving_device_gives_back_what_it_holds_and_that_is_no_death()
    {
        Train(A, attempt: 1);
        Assign(B);
        device.Drain();
        Assert.Equal([A], cancelled);
        Assert.Equal([new GaveBack(A, 1, Me), new GaveBack(B, 0, Me)], asked.OfType<GaveBack>());
        Assert.Equal((0, 0), (told!.Free, told.Holds.Length));
        Assert.False(end.Ended);
        device.Receive(new TrainingDied(A, "killed"), now);
        Assert.Empty(asked.OfType<ChildDied>());
        Assert.Equal((true, null), end);
    }

    [Fact]
    public void A_leaving_device_tells_its_results_until_they_are_noted()
    {
        Train(A);
        device.Receive(new TrainingEnded(A, Bench.Good, 3), now);
        device.Drain();
        device.Tick(now);
        Assert.Equal(2, asked.OfType<Trained>().Count());
        device.Receive(new ResultNoted(A), now);
        Assert.Equal((true, null), end);
    }

    [Fact, Trait("guarantee", "G10")]
    public void A_device_that_fails_on_its_own_account_stops_with_its_reason_and_holds_nothing()
    {
        Train(A);
        Train(B);
        device.Receive(new TrainingFailed(A, "out of memory"), now);
        Assert.Equal([B], cancelled);
        Assert.Equal((0, 0), (told!.Free, told.Holds.Length));
        Assert.Equal(2, asked.OfType<GaveBack>().Count());
        Assert.Empty(asked.OfType<Trained>());
        device.Receive(new TrainingInterrupted(B), now);
        Assert.Equal((true, "out of memory"), end);
        Assign(C);
        Assert.Equal(2, started.Count);
    }

    void ILanes.Start(EvaluationKey key, EvaluationRequest request, bool alone) => started.Add((key, alone));

    void ILanes.Cancel(EvaluationKey key) => cancelled.Add(key);

    public void Dispose()
    {
    }

    void IDeviceWorld.Ask(EntityId whom, IMessage question) => asked.Add(question);

    void IDeviceWorld.TellDispatcher(IMessage message) => told = Assert.IsType<DeviceState>(message);

    void IDeviceWorld.Ended(string? reason) => end = (true, reason);

    static Want Want(EvaluationKey key, int attempt = 0) =>
        new(key, "class", Bench.Question().Request, "run", 0, attempt, attempt > 0, false);

    void Device(bool isolated) => device = new DeviceCore(
        new DeviceOptions
        {
            Name = "cpu", Node = "node", Process = Me, Lanes = 2, ArithmeticClass = "class", IsIsolated = isolated,
        },
        this, this);

    void Assign(EvaluationKey key, int attempt = 0) => device.Receive(new Assign(Want(key, attempt)), now);

    void Train(EvaluationKey key, int attempt = 0)
    {
        Assign(key, attempt);
        device.Receive(new Start(key, attempt), now);
    }

    void Tick()
    {
        now += Patience.Tick;
        device.Tick(now);
    }
}
