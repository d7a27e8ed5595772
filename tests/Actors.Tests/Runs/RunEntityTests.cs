using LossActors.Actors.Devices;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Actors.Tests.Scripted;
using LossActors.Actors.Tests.Trials;
using LossActors.Actors.Trials;

namespace LossActors.Actors.Tests.Runs;

public sealed class RunEntityTests
{
    readonly ScriptedRun run = new();

    Lives<RunState, RunEvent> Lives => run.Lives;

    [Fact]
    public void A_founding_is_answered_once_it_is_on_record()
    {
        Lives.WritesAtOnce = false;
        var (first, second) = (new ScriptedAsker(), new ScriptedAsker());
        Lives.Receive(ScriptedRun.Founding(ScriptedRun.Plan), first).Receive(ScriptedRun.Founding(ScriptedRun.Plan), second);
        Assert.Empty(first.Answers);
        Lives.Settle();
        Assert.Equal([new RunFounded(null)], first.Answers);
        Assert.Equal([new RunFounded(null)], second.Answers);
        Assert.Single(Lives.Events);
    }

    [Fact]
    public void The_same_founding_again_is_nothing_also_in_another_life()
    {
        run.Work().Lives.Start();
        var events = Lives.Events.Count;
        Assert.Equal([new RunFounded(null)], Lives.AnswersTo(ScriptedRun.Founding(ScriptedRun.Plan)));
        Assert.Equal(events, Lives.Events.Count);
    }

    [Fact]
    public void A_founding_with_another_plan_is_refused()
    {
        run.Open();
        var other = ScriptedRun.Plan with { Islands = ScriptedRun.Plan.Islands with { Births = 25 } };
        var answer = (RunFounded)Assert.Single(Lives.AnswersTo(ScriptedRun.Founding(other)));
        Assert.Contains("another plan", answer.Refusal);
        Assert.Equal(24, Lives.State.Plan!.Islands.Births);
    }

    [Fact]
    public void Of_two_foundings_at_once_the_second_with_another_plan_is_refused()
    {
        Lives.WritesAtOnce = false;
        var (first, second) = (new ScriptedAsker(), new ScriptedAsker());
        Lives.Receive(ScriptedRun.Founding(ScriptedRun.Plan), first).Receive(ScriptedRun.Founding(ScriptedRun.Untuned), second).Settle();
        Assert.Equal([new RunFounded(null)], first.Answers);
        Assert.NotNull(((RunFounded)Assert.Single(second.Answers)).Refusal);
    }

    [Fact]
    public void A_founding_by_a_program_of_another_decision_version_goes_on_with_the_one_on_record()
    {
        run.Open();
        var newer = ScriptedRun.Plan with { Islands = ScriptedRun.Plan.Islands with { DecisionVersion = 99 } };
        Assert.Equal([new RunFounded(null)], Lives.AnswersTo(ScriptedRun.Founding(newer)));
    }

    [Fact]
    public void A_founding_without_steers_goes_on_and_one_with_other_steers_is_refused()
    {
        var founding = ScriptedRun.Founding(ScriptedRun.Plan);
        var steered = founding with { Steers = founding.Steers.Add(1, [new RepeatedSteer(3, new Steering { Window = 2 })]) };
        Lives.Receive(steered);
        Assert.Equal([new RunFounded(null)], Lives.AnswersTo(steered));
        Assert.Equal([new RunFounded(null)], Lives.AnswersTo(founding));
        var other = founding with { Steers = founding.Steers.Add(1, [new RepeatedSteer(4, new Steering { Window = 2 })]) };
        Assert.Contains("other steers", ((RunFounded)Assert.Single(Lives.AnswersTo(other))).Refusal);
    }

    [Fact]
    public void A_plan_of_another_name_is_not_taken()
    {
        var answer = (RunFounded)Assert.Single(Lives.AnswersTo(ScriptedRun.Founding(ScriptedRun.Plan with { Name = "another" })));
        Assert.Equal("The plan is that of run 'another', and this is run 'scripted'.", answer.Refusal);
        Assert.Empty(Lives.Events);
    }

    [Fact]
    public void A_run_asks_for_a_class_until_it_has_one_and_keeps_it()
    {
        Lives.Receive(ScriptedRun.Founding(ScriptedRun.Plan)).Tick();
        Assert.Equal([new WhichClass(new RunId("scripted")), new WhichClass(new RunId("scripted"))], Lives.World.ToDispatcher);
        Lives.Start();
        Assert.Single(Lives.World.ToDispatcher);
        Lives.Receive(new ClassIs("one")).Receive(new ClassIs("another")).Forget().Tick();
        Assert.Empty(Lives.World.ToDispatcher);
        Assert.Equal("one", Lives.State.ArithmeticClass);
    }

    [Fact]
    public void A_new_life_asks_all_that_is_open_and_nothing_that_is_answered()
    {
        run.Open();
        var open = Lives.Asked.OfType<Evaluate>().ToList();
        Assert.Equal(4, open.Count);
        Lives.Receive(Results.To(open[1], Results.Validated(50))).Start();
        Assert.Equal([0L, 2, 3], Lives.Asked.OfType<Evaluate>().Select(q => q.Ticket));
        Lives.Forget().Tick();
        Assert.Equal([0L, 2, 3], Lives.Asked.OfType<Evaluate>().Select(q => q.Ticket));
    }

    [Fact]
    [Trait("guarantee", "G4")]
    public void A_result_is_taken_once_and_one_that_nobody_asked_for_never()
    {
        run.Open();
        var question = Lives.Asked.OfType<Evaluate>().First();
        for (var i = 0; i < 3; i++) Lives.Receive(Results.To(question, Results.Validated(50)));
        Lives.Receive(Results.To(question with { Key = new EvaluationKey("another") }, Results.Validated(50)));
        Assert.Single(Lives.Events.OfType<Answered>());
    }

    [Fact]
    public void A_condemned_loss_counts_as_none_right()
    {
        var condemned = new ScriptedRun
        {
            Train = q => q.Request.Recipe.Optimiser.Rate == 0.03 ? Results.Condemned : Results.Validated(1),
        };
        Assert.Equal(0.01, condemned.Open().Evaluate().Lives.Events.OfType<Tuned>().Single().LearningRate);
    }

    [Fact]
    public void A_paused_run_asks_for_no_evaluation_takes_no_result_and_goes_on_where_it_was()
    {
        run.Open();
        var open = Lives.Asked.OfType<Evaluate>().ToList();
        run.Pause();
        Lives.Receive(Results.To(open[0], Results.Validated(50))).Forget().Tick();
        Assert.Empty(Lives.Asked);
        Assert.Empty(Lives.Events.OfType<Answered>());
        run.Pause(false);
        Assert.Equal(0, Assert.Single(Lives.Events.OfType<Answered>()).Ticket);
        Lives.Forget().Tick();
        Assert.Equal([1L, 2, 3], Lives.Asked.OfType<Evaluate>().Select(q => q.Ticket));
        Assert.True(run.Evaluate().EndIslands().Evaluate().Evaluate().Lives.State.HasEnded);
    }

    [Fact]
    public void While_paused_islands_are_told_to_hold_and_their_end_waits()
    {
        run.Open().Evaluate().Pause().Lives.Forget().Tick();
        Assert.Equal(3, Lives.Asked.Count());
        Assert.All(Lives.Asked, q => Assert.False(((Pull)q).Go));
        run.EndIslands();
        Assert.True(Lives.State.IsSearching);
        run.Pause(false);
        Assert.False(Lives.State.IsSearching);
    }

    [Fact]
    public void A_pause_that_saw_an_older_count_is_answered_and_not_taken()
    {
        run.Open();
        Assert.Equal([new PauseAnswer(true, false)], Lives.AnswersTo(new SetPaused(true, 0)));
        Assert.Equal([new PauseAnswer(true, false)], Lives.AnswersTo(new SetPaused(true, 0)));
        Assert.Equal([new PauseAnswer(false, false)], Lives.AnswersTo(new SetPaused(false, 1)));
        // The first pause once more, late: somebody continued since.
        Assert.Equal([new PauseAnswer(false, false)], Lives.AnswersTo(new SetPaused(true, 0)));
        Assert.Equal([new PauseAnswer(false, false)], Lives.AnswersTo(new SetPaused(false, 2)));
        Assert.Equal(["Paused", "Continued"], Lives.Events.Where(e => e is Paused or Continued).Select(e => e.GetType().Name));
    }

    [Fact]
    public void A_copy_of_a_run_that_is_behind_gives_way()
    {
        run.Open();
        Assert.Empty(Lives.AnswersTo(new SetPaused(false, 1)));
        Assert.True(Lives.World.Passivated);
        run.Lives.Start();
        Lives.Receive(new RunIsBehind(Lives.Entity.Step));
        Assert.False(Lives.World.Passivated);
        Lives.Receive(new RunIsBehind(Lives.Entity.Step + 1));
        Assert.True(Lives.World.Passivated);
    }

    [Fact]
    public void A_pause_is_answered_when_it_is_on_record()
    {
        run.Open();
        Lives.WritesAtOnce = false;
        var asker = new ScriptedAsker();
        Lives.Receive(new SetPaused(true, 0), asker);
        Assert.Empty(asker.Answers);
        Lives.Settle();
        Assert.Equal([new PauseAnswer(true, false)], asker.Answers);
    }

    [Fact]
    public void A_pause_goes_before_results_that_wait()
    {
        run.Open();
        var open = Lives.Asked.OfType<Evaluate>().ToList();
        Lives.WritesAtOnce = false;
        foreach (var question in open) Lives.Receive(Results.To(question, Results.Validated(50)));
        Lives.Receive(new SetPaused(true, 0)).Settle();
        Assert.Equal(["Answered", "Paused"], Lives.Events.Skip(3).Select(e => e.GetType().Name));
    }

    [Fact]
    public void An_ended_run_answers_without_an_event()
    {
        run.Work();
        var events = Lives.Events.Count;
        Assert.Equal([new PauseAnswer(false, true)], Lives.AnswersTo(new SetPaused(true, 0)));
        Assert.IsType<SteerAnswer>(Assert.Single(Lives.AnswersTo(new SteerRun(new CommandId("a"), 0, new Steering()))));
        Assert.Equal(events, Lives.Events.Count);
    }

    [Fact]
    public void An_unfounded_run_has_nothing_to_pause_and_leaves_memory()
    {
        Assert.Equal([new PauseAnswer(false, false)], Lives.AnswersTo(new SetPaused(true, 0)));
        Lives.Tick(9);
        Assert.False(Lives.World.Passivated);
        Lives.Tick(2);
        Assert.True(Lives.World.Passivated);
        Assert.Empty(Lives.Events);
    }

    [Fact]
    public void Ended_and_paused_runs_write_nothing_in_a_new_life_and_leave_memory_whatever_islands_say()
    {
        run.Open().Evaluate().Pause();
        foreach (var end in new[] { false, true })
        {
            if (end) run.Pause(false).EndIslands().Evaluate().Evaluate();
            var events = Lives.Events.Count;
            Lives.Start();
            for (var i = 0; i < 6 && !Lives.World.Passivated; i++)
            {
                Lives.Tick();
                if (!Lives.World.Passivated) run.Says(0, 5);
            }

            Assert.True(Lives.World.Passivated);
            Assert.Equal(events, Lives.Events.Count);
            Lives.Start();
        }
    }

    [Fact]
    public void A_run_that_goes_on_stays_in_memory()
    {
        run.Open();
        for (var i = 0; i < 100; i++) Lives.Tick(60);
        Assert.False(Lives.World.Passivated);
    }

    [Fact]
    public void A_run_that_no_process_works_for_asks_nothing_and_answers_until_one_comes()
    {
        run.Open().Evaluate().Lives.Start(served: false).Tick();
        Assert.Empty(Lives.World.Asked);
        Assert.Equal([new PauseAnswer(true, false)], Lives.AnswersTo(new SetPaused(true, 0)));
        Lives.Receive(new SetPaused(false, 1));
        Lives.World.Served = true;
        Lives.Receive(new Wake());
        Assert.Equal(3, Lives.Asked.OfType<Pull>().Count(p => p.Go));
    }

    [Fact]
    public void An_ended_run_asks_nothing()
    {
        run.Work().Lives.Start().Tick();
        Assert.Empty(Lives.World.Asked);
        Assert.Empty(Lives.World.ToDispatcher);
    }
}
