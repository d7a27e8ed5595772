using LossActors.Actors.Devices;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Actors.Tests.Scripted;

namespace LossActors.Actors.Tests.Runs;

public sealed class RunPullTests
{
    readonly ScriptedRun run = new(ScriptedRun.Targeted);

    IEnumerable<Pull> Pulls => run.Lives.Asked.OfType<Pull>();

    [Fact]
    public void Every_island_is_asked_to_be_founded_and_how_far_it_is_as_soon_as_there_is_a_class()
    {
        run.Open();
        Assert.Equal(
            ["0 FoundIsland", "0 Pull", "1 FoundIsland", "1 Pull", "2 FoundIsland", "2 Pull"],
            run.Lives.World.Asked.Select(q => $"{((IslandId)q.To).Number} {q.Message.GetType().Name}"));
        Assert.All(Pulls, p => Assert.Equal(new Pull(2, true, null), p));
    }

    [Fact]
    public void An_island_is_asked_to_be_founded_until_something_is_heard_of_it_in_this_life()
    {
        run.Open().Says(1, -1);
        run.Lives.Forget().Tick();
        Assert.Equal([0, 2], run.Lives.Asked.OfType<FoundIsland>().Select(f => f.Plan.Island));
        Assert.Equal(3, Pulls.Count());
        run.Lives.Start();
        Assert.Equal([0, 1, 2], run.Lives.Asked.OfType<FoundIsland>().Select(f => f.Plan.Island));
    }

    [Fact]
    public void An_island_gets_the_steers_that_are_repeated_on_it()
    {
        var steer = new RepeatedSteer(3, new Steering { Window = 2 });
        var founding = ScriptedRun.Founding(ScriptedRun.Targeted);
        run.Lives.Receive(founding with { Steers = founding.Steers.Add(1, [steer]) }).Receive(new ClassIs(Plans.Arithmetic)).Start();
        Assert.Equal([0, 1, 0], run.Lives.Asked.OfType<FoundIsland>().Select(f => f.Steers.Length));
    }

    [Fact]
    public void The_smallest_birth_at_which_an_island_met_the_target_is_told_to_all_at_once()
    {
        run.Open().Lives.Forget();
        run.Says(1, 12, metAt: 12);
        Assert.Equal([12, 12, 12], Pulls.Select(p => p.Stop));
        run.Lives.Forget();
        run.Says(2, 14, metAt: 14).Says(0, 9, metAt: 9);
        Assert.Equal([9, 9, 9], Pulls.Select(p => p.Stop));
    }

    [Fact]
    public void No_island_is_held_before_the_search_has_ended()
    {
        run.Open().Says(0, 23, metAt: 5, stop: 5, contenders: ScriptedRun.Loss("p", 0, 95)).Says(1, 4).Says(2, 23, stop: 5)
            .Lives.Forget().Tick();
        Assert.All(Pulls, p => Assert.True(p.Go));
        Assert.True(run.Lives.State.IsSearching);
    }

    [Fact]
    public void The_search_ends_when_every_answer_is_for_the_final_stop_and_through_it_or_ended()
    {
        run.Open().Says(0, 6, metAt: 5, contenders: ScriptedRun.Loss("p", 0, 95)).Says(1, 23, ended: true).Says(2, 8);
        Assert.True(run.Lives.State.IsSearching);
        run.Says(0, 7, metAt: 5, stop: 5, contenders: ScriptedRun.Loss("p + 1", 0, 92))
            .Says(2, 9, stop: 5, contenders: ScriptedRun.Loss("p + 2", 0, 91));
        Assert.True(run.Lives.State.IsSearching);
        run.Says(1, 23, stop: 5, ended: true, contenders: ScriptedRun.Loss("p + 3", 0, 93));
        var ended = run.Lives.Events.OfType<SearchEnded>().Single();
        Assert.Equal((StoppedBy.Target, 5), (ended.StoppedBy, ended.Stop));
        Assert.Equal(["p + 3", "p + 1"], ended.Finalists.Select(f => f.Genome));
    }

    [Fact]
    public void An_answer_that_makes_the_stop_smaller_puts_the_end_off()
    {
        run.Open().Says(0, 6, metAt: 5, stop: 5).Says(1, 6, stop: 5).Says(2, 5, metAt: 3, stop: 5);
        Assert.True(run.Lives.State.IsSearching);
        run.Says(0, 6, metAt: 5, stop: 3).Says(2, 5, metAt: 3, stop: 3);
        Assert.True(run.Lives.State.IsSearching);
        run.Says(1, 6, stop: 3);
        Assert.Equal(3, run.Lives.Events.OfType<SearchEnded>().Single().Stop);
    }

    [Fact]
    [Trait("guarantee", "G4")]
    public void Late_and_doubled_answers_change_nothing()
    {
        run.Open().Says(0, 6, metAt: 5, stop: 5).Says(1, 7, stop: 5).Says(0, 2).Says(1, 3).Says(0, 6, metAt: 5, stop: 5);
        run.Says(2, 5, stop: 5);
        Assert.False(run.Lives.State.IsSearching);
        var before = run.Lives.Events.Count;
        run.Says(2, 6, metAt: 1, stop: 1).EndIslands();
        Assert.Equal(before, run.Lives.Events.Count);
    }

    [Fact]
    public void Without_a_met_target_the_search_ends_when_all_islands_have_ended()
    {
        run.Open().Says(0, 23, ended: true).Says(1, 23, ended: true).Says(2, 23);
        Assert.True(run.Lives.State.IsSearching);
        run.Says(2, 23, ended: true);
        Assert.Equal((StoppedBy.Births, null), (run.Lives.State.StoppedBy, run.Lives.State.Stop));
    }

    [Fact]
    public void A_search_whose_islands_all_ended_early_says_that_it_stalled()
    {
        run.Open().Says(0, 14, ended: true).Says(1, 9, ended: true).Says(2, 11, ended: true);
        Assert.Equal((StoppedBy.Stall, null), (run.Lives.State.StoppedBy, run.Lives.State.Stop));
    }

    [Fact]
    public void Once_the_search_has_ended_islands_that_go_on_are_told_to_rest_and_asked_no_more()
    {
        run.Open().Says(0, 6, metAt: 5, stop: 5).Says(1, 23, ended: true, stop: 5).Lives.Forget();
        run.Says(2, 5, stop: 5);
        Assert.Equal(
            [(0, false), (2, false)],
            run.Lives.World.Asked.Where(q => q.Message is Pull).Select(q => (((IslandId)q.To).Number, ((Pull)q.Message).Go)));
        run.Lives.Forget().Tick();
        Assert.All(run.Lives.Asked, q => Assert.IsType<Evaluate>(q));
    }

    [Fact]
    public void A_later_word_of_the_run_has_the_higher_number()
    {
        run.Open().Pause().Lives.Tick();
        run.Pause(false);
        var words = Pulls.DistinctBy(p => p.RunStep).ToList();
        Assert.Equal([(2, true), (3, false), (4, true)], words.Select(p => (p.RunStep, p.Go)));
    }

    [Fact]
    public void What_islands_said_to_an_earlier_life_is_asked_for_again()
    {
        run.Open().Says(0, 6, metAt: 5, stop: 5).Says(1, 6, stop: 5).Lives.Start();
        run.Says(2, 6, stop: 5);
        Assert.True(run.Lives.State.IsSearching);
        run.Says(0, 6, metAt: 5, stop: 5).Says(1, 6, stop: 5);
        Assert.False(run.Lives.State.IsSearching);
    }

    [Fact]
    public void A_run_whose_island_refuses_to_be_founded_says_that_it_stands_still_and_asks_on()
    {
        run.Open().Lives.Receive(new IslandRefused(2, "it was founded with another plan")).Forget().Tick();
        Assert.Equal(["island 2 refuses to be founded: it was founded with another plan"], run.Lives.World.Complaints);
        Assert.Equal(3, run.Lives.Asked.OfType<FoundIsland>().Count());
    }
}
