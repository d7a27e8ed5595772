using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using static LossActors.Actors.Tests.Evaluations.Bench;

namespace LossActors.Actors.Tests.Evaluations;

public sealed class AuditTests
{
    readonly Bench bench = new(auditEvery: 1);

    public AuditTests()
    {
        bench.Tell(Question());
        bench.Tell(Result(Good));
    }

    [Fact, Trait("guarantee", "G8")]
    public void An_audit_is_wanted_when_the_result_is_told_and_ends_with_the_same_bits()
    {
        Assert.True(bench.LastWant!.IsAudit);
        Assert.Single(bench.Tell(Question()).Heard);
        Assert.Equal([new ResultNoted(Key)], bench.Tell(Result(Good, isAudit: true)).Heard);
        Assert.Equal(new Audited("cpu"), bench.Journal[^1]);
        bench.Pass(7);
        Assert.True(bench.HasEnded);
    }

    [Fact, Trait("guarantee", "G8")]
    public void An_audit_of_other_bits_raises_nondeterminism()
    {
        bench.Tell(Result(Other, isAudit: true));
        Assert.Equal(new Nondeterministic(Other, "cpu"), bench.Journal[^1]);
        Assert.IsType<NoWant>(bench.ToDispatcher[^1]);
    }

    [Fact]
    public void A_second_copy_of_the_first_result_is_no_audit()
    {
        Assert.Equal([new ResultNoted(Key)], bench.Tell(Result(Good)).Heard);
        Assert.Single(bench.Journal);
    }

    [Fact]
    public void An_audit_waits_for_a_lane_but_not_for_ever()
    {
        bench.Pass(300);
        Assert.False(bench.HasEnded);
        bench.Pass(400);
        Assert.True(bench.HasEnded);
    }

    [Fact]
    public void An_audit_that_vanishes_with_its_process_is_tried_alone_and_deaths_end_it()
    {
        bench.Tell(Leave());
        bench.Gone.Add(One);
        bench.Pass(1);
        Assert.Equal(new Suspected(0, One), bench.Journal[^1]);
        Assert.True(bench.LastWant is { Alone: true, IsAudit: true, Attempt: 1 });
        for (var attempt = 1; attempt < 4; attempt++) bench.Tell(Death(attempt));
        Assert.IsType<Nondeterministic>(bench.Journal[^1]);
        Assert.Equal(Good, bench.State.Result);
    }

    [Fact]
    public void One_evaluation_in_a_hundred_is_audited()
    {
        var logic = new Func<int, EvaluationLogic>(i => new EvaluationLogic(new EvaluationKey(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(i))))));
        var done = EvaluationState.Empty with { Result = Good };
        Assert.InRange(Enumerable.Range(0, 10_000).Count(i => logic(i).IsAuditDue(done)), 70, 130);
    }
}
