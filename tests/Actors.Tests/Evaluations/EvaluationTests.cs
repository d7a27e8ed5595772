using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Learning.Training;
using static LossActors.Actors.Tests.Evaluations.Bench;

namespace LossActors.Actors.Tests.Evaluations;

public sealed class EvaluationTests
{
    readonly Bench bench = new();

    [Fact, Trait("guarantee", "G5")]
    public void It_is_recorded_once_and_everyone_who_asked_is_told()
    {
        var run = bench.Tell(Question());
        var other = bench.Tell(Question("other"));
        var device = bench.Tell(Result(Good));
        bench.Tell(Result(Good), device);

        var told = new Evaluated(Key, Good, new Cost(Key.Hash, 2, "run", "cpu"));
        Assert.Equal([told], run.Heard);
        Assert.Equal([told], other.Heard);
        Assert.Equal([new ResultNoted(Key), new ResultNoted(Key)], device.Heard);
        Assert.Equal([new Done(Good, told.Cost)], bench.Journal);
    }

    [Fact, Trait("guarantee", "G5")]
    public void A_later_run_is_answered_from_the_journal_and_told_for_whom_it_was_trained()
    {
        bench.Tell(Question());
        bench.Tell(Result(Good));
        bench.Recover();
        var later = bench.Tell(Question("later"));
        Assert.Equal("run", Assert.IsType<Evaluated>(Assert.Single(later.Heard)).Cost.TrainedFor);
    }

    [Fact]
    public void Nobody_is_told_before_the_result_is_on_record()
    {
        bench.WritesAtOnce = false;
        var run = bench.Tell(Question());
        var device = bench.Tell(Result(Good));
        Assert.Empty(run.Heard);
        Assert.Empty(device.Heard);
        bench.Write();
        Assert.Single(run.Heard);
        Assert.Single(device.Heard);
    }

    [Fact]
    public void It_repeats_its_want_until_it_is_done()
    {
        var run = bench.Tell(Question(ticket: 7));
        Assert.Equal(("run", 7, 0, false, false), Named(bench.LastWant!));
        var before = bench.ToDispatcher.Count;
        bench.Pass(20, run);
        Assert.True(bench.ToDispatcher.Count >= before + 10);
        bench.Tell(Result(Good));
        Assert.Equal(new NoWant(Key), bench.ToDispatcher[^1]);
        bench.ToDispatcher.Clear();
        bench.Pass(20, run);
        Assert.Empty(bench.ToDispatcher);
    }

    [Fact]
    public void The_dispatcher_hears_that_nothing_is_wanted_before_the_device_may_forget()
    {
        bench.Tell(Question());
        bench.Tell(Result(Good), new Listener());
        Assert.IsType<NoWant>(bench.ToDispatcher[^1]);
    }

    [Fact]
    public void The_first_asker_names_the_want()
    {
        var run = bench.Tell(Question(ticket: 9));
        bench.Tell(Question("other", 1));
        bench.Tell(Question(ticket: 9), run);
        bench.Pass(1);
        Assert.Equal(("run", 9, 0, false, false), Named(bench.LastWant!));
    }

    [Fact]
    public void Who_does_not_ask_again_wants_nothing_after_a_while()
    {
        bench.Tell(Question());
        bench.Pass(14);
        bench.ToDispatcher.Clear();
        bench.Pass(5);
        Assert.Empty(bench.ToDispatcher);
        Assert.False(bench.HasEnded);
        bench.Pass(20);
        Assert.True(bench.HasEnded);
    }

    [Fact]
    public void Done_and_unasked_it_ends_its_life_in_memory()
    {
        bench.Tell(Question());
        bench.Tell(Result(Good));
        bench.Pass(4);
        Assert.False(bench.HasEnded);
        bench.Pass(3);
        Assert.True(bench.HasEnded);
    }

    [Fact, Trait("guarantee", "G10")]
    public void A_start_is_on_record_before_leave_is_given()
    {
        bench.WritesAtOnce = false;
        bench.Tell(Question());
        var device = bench.Tell(Leave());
        Assert.Empty(device.Heard);
        bench.Write();
        Assert.Equal([new Start(Key, 0)], device.Heard);
        Assert.Equal([new Started(0, "cpu", "a", One)], bench.Journal);
        bench.Tell(Leave(), device);
        Assert.Equal([new Start(Key, 0), new Start(Key, 0)], device.Heard);
        Assert.Single(bench.Journal);
    }

    [Fact, Trait("guarantee", "G10")]
    public void A_start_whose_process_is_gone_makes_it_suspect_and_a_suspect_is_trained_alone()
    {
        var run = bench.Tell(Question());
        bench.Tell(Leave());
        bench.Gone.Add(One);
        bench.Pass(1, run);
        Assert.Equal(new Suspected(0, One), bench.Journal[^1]);
        Assert.Equal(("run", 0, 1, true, false), Named(bench.LastWant!));
    }

    [Fact, Trait("guarantee", "G10")]
    public void A_start_is_watched_after_recovery_too()
    {
        bench.Tell(Question());
        bench.Tell(Leave());
        bench.Gone.Add(One);
        bench.Recover();
        Assert.Equal(new Suspected(0, One), bench.Journal[^1]);
    }

    [Fact]
    public void A_start_that_ended_or_was_given_back_is_no_suspicion()
    {
        bench.Tell(Question());
        bench.Tell(Leave());
        bench.Tell(new GaveBack(Key, 0, One));
        bench.Tell(Leave(process: Two));
        bench.Tell(Result(Good));
        bench.Gone.UnionWith([One, Two]);
        bench.Pass(3);
        Assert.Empty(bench.Journal.OfType<Suspected>());
        Assert.Equal(new Returned(0, One), bench.Journal[1]);
    }

    [Fact, Trait("guarantee", "G10")]
    public void A_death_of_another_attempt_is_answered_and_dropped()
    {
        bench.Tell(Question());
        var device = bench.Tell(Death(0));
        bench.Tell(Death(0), device);
        bench.Tell(Death(0, "another child of the same attempt"), device);
        Assert.Equal([new DeathNoted(Key, 0), new DeathNoted(Key, 0), new DeathNoted(Key, 0)], device.Heard);
        Assert.Equal([new Died(0, "gone", "cpu")], bench.Journal);
    }

    [Fact, Trait("guarantee", "G10")]
    public void Leave_for_another_attempt_is_refused()
    {
        bench.Tell(Question());
        bench.Tell(Death(0));
        Assert.Equal([new DoNotStart(Key, 0)], bench.Tell(Leave()).Heard);
        Assert.Equal([new Start(Key, 1)], bench.Tell(Leave(1)).Heard);
    }

    [Fact, Trait("guarantee", "G10")]
    public void Three_witnessed_deaths_are_a_final_verdict()
    {
        var run = bench.Tell(Question());
        for (var attempt = 0; attempt < 3; attempt++) bench.Tell(Death(attempt, $"exit code {attempt}"));

        var verdict = new CanonicalJson(new Learning.Training.Condemned("it killed 3 processes").ToJson());
        Assert.Equal([new Evaluated(Key, verdict, new Cost(Key.Hash, 0, "run", "cpu"))], run.Heard);
        Assert.IsType<Sentenced>(bench.Journal[^1]);
        Assert.IsType<Learning.Training.Condemned>(EvaluationResult.Parse(verdict.Text));
        Assert.IsType<NoWant>(bench.ToDispatcher[^1]);
    }

    [Fact, Trait("guarantee", "G10")]
    public void Suspicions_alone_are_never_a_verdict()
    {
        var run = bench.Tell(Question());
        for (var attempt = 0; attempt < 20; attempt++) Vanish(attempt, "a", run);
        Assert.Empty(run.Heard);
        Assert.Equal(20, bench.State.Suspicions);
        Assert.NotNull(bench.LastWant);
    }

    [Fact, Trait("guarantee", "G10")]
    public void Five_suspicions_on_two_machines_park_it_with_a_reason()
    {
        var run = bench.Tell(Question());
        for (var attempt = 0; attempt < 5; attempt++) Vanish(attempt, attempt == 0 ? "a" : "b", run);

        Assert.IsType<Parked>(bench.Journal[^1]);
        Assert.Contains("a, b", bench.Complaint);
        bench.ToDispatcher.Clear();
        bench.Pass(3, run);
        Assert.Empty(bench.ToDispatcher);
        Assert.Empty(run.Heard);
        Assert.Equal([new DoNotStart(Key, 5)], bench.Tell(Leave(5)).Heard);
    }

    [Fact]
    public void A_parked_one_still_takes_a_late_result()
    {
        var run = bench.Tell(Question());
        for (var attempt = 0; attempt < 5; attempt++) Vanish(attempt, attempt == 0 ? "a" : "b", run);
        bench.Tell(Result(Good));
        Assert.IsType<Evaluated>(Assert.Single(run.Heard));
    }

    [Fact, Trait("guarantee", "G8")]
    public void A_late_result_of_other_bits_is_recorded_once_and_the_first_stands()
    {
        bench.Tell(Question());
        bench.Tell(Result(Good));
        var device = bench.Tell(Result(Other));
        bench.Tell(Result(Other), device);
        Assert.Equal([new ResultNoted(Key), new ResultNoted(Key)], device.Heard);
        Assert.Equal([typeof(Done), typeof(Nondeterministic)], bench.Journal.Select(e => e.GetType()));
        Assert.Equal(Good, Assert.IsType<Evaluated>(bench.Tell(Question()).Heard[0]).Result);
    }

    static (string, long, int, bool, bool) Named(Want want) => (want.Asker, want.Ticket, want.Attempt, want.Alone, want.IsAudit);

    void Vanish(int attempt, string node, Listener run)
    {
        var process = new Incarnation($"process {attempt}");
        bench.Tell(Leave(attempt, process, node));
        bench.Gone.Add(process);
        bench.Pass(1, run);
    }
}
