using System.Collections.Concurrent;
using LossActors.Actors.Devices;
using LossActors.Actors.Tests.Evaluations;
using LossActors.Learning.Training;

namespace LossActors.Actors.Tests.Devices;

public sealed class ThreadLanesTests : IDisposable
{
    static readonly EvaluationRequest Request = Bench.Question().Request;
    static readonly EvaluationResult Result = new Diverged(DivergenceReason.Loss, 0, 3, 3, 7);

    readonly BlockingCollection<LaneOutcome> outcomes = [];
    readonly ConcurrentBag<bool> madeIsolated = [];
    Func<CancellationToken, EvaluationResult> evaluate = _ => Result;
    ILanes? lanes;

    [Fact]
    public void Every_start_ends_in_one_outcome_and_evaluators_are_used_again()
    {
        Lanes(2);
        for (var i = 0; i < 50; i++) lanes!.Start(new($"{i}"), Request, alone: false);
        var ended = Enumerable.Range(0, 50).Select(_ => Next()).ToList();
        Assert.All(ended, o => Assert.Equal(Result.ToJson(), Assert.IsType<TrainingEnded>(o).Result.Text));
        Assert.Equal(50, ended.Select(o => o.Key).Distinct().Count());
        Assert.InRange(madeIsolated.Count, 1, 2);
    }

    [Fact, Trait("guarantee", "G10")]
    public void A_suspect_gets_an_evaluator_of_its_own_in_a_child()
    {
        Lanes(1);
        lanes!.Start(new("a"), Request, alone: true);
        Next();
        Assert.Equal([true], madeIsolated);
    }

    [Fact]
    public void Lanes_of_an_isolated_device_train_in_children()
    {
        Lanes(1, isolated: true);
        lanes!.Start(new("a"), Request, alone: false);
        Next();
        Assert.Equal([true], madeIsolated);
    }

    [Fact]
    public void A_cancelled_training_ends_as_interrupted()
    {
        using var begun = new ManualResetEventSlim();
        evaluate = token =>
        {
            begun.Set();
            token.WaitHandle.WaitOne();
            throw new EvaluationInterruptedException(token);
        };
        Lanes(1);
        lanes!.Start(new("a"), Request, alone: false);
        begun.Wait(Patient);
        lanes.Cancel(new("a"));
        Assert.Equal(new TrainingInterrupted(new("a")), Next());
    }

    [Fact, Trait("guarantee", "G10")]
    public void A_death_and_a_failure_of_the_machine_are_told_apart()
    {
        Lanes(1);
        evaluate = _ => throw new EvaluatorDiedException("exit code 139");
        lanes!.Start(new("a"), Request, alone: true);
        Assert.Equal(new TrainingDied(new("a"), "exit code 139"), Next());
        evaluate = _ => throw new InvalidOperationException("out of memory");
        lanes.Start(new("b"), Request, alone: false);
        Assert.Equal(new TrainingFailed(new("b"), "out of memory"), Next());
    }

    public void Dispose() => lanes?.Dispose();

    static readonly TimeSpan Patient = TimeSpan.FromSeconds(30);

    LaneOutcome Next() => outcomes.TryTake(out var outcome, Patient) ? outcome : throw new TimeoutException();

    void Lanes(int count, bool isolated = false) => lanes = new ThreadLanes(
        new DeviceOptions { Name = "cpu", Node = "n", Process = new("p"), Lanes = count, ArithmeticClass = "class", IsIsolated = isolated },
        () => new Scripted(this, false), () => new Scripted(this, true), outcomes.Add, TimeProvider.System);

    sealed class Scripted : IEvaluator
    {
        readonly ThreadLanesTests test;

        public Scripted(ThreadLanesTests test, bool isolated)
        {
            this.test = test;
            test.madeIsolated.Add(isolated);
        }

        public EvaluationResult Evaluate(EvaluationRequest request, Action<long> onStep, CancellationToken cancellation) =>
            test.evaluate(cancellation);
    }
}
