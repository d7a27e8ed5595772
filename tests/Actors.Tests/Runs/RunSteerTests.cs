using LossActors.Actors.Entities;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Actors.Tests.Scripted;

namespace LossActors.Actors.Tests.Runs;

public sealed class RunSteerTests
{
    static readonly CommandId Command = new("command-1");
    static readonly Steering Change = new() { Window = 2 };

    readonly ScriptedRun run = new(ScriptedRun.Untuned);
    readonly ScriptedAsker person = new();

    IEnumerable<Question> Passed => run.Lives.World.Asked.Where(q => q.Message is SteerIsland);

    [Fact]
    public void A_steer_is_passed_on_at_once_and_again_until_the_island_answers_the_person()
    {
        run.Open().Lives.Forget().Receive(new SteerRun(Command, 1, Change), person);
        var question = new Question(new IslandId("scripted", 1), new SteerIsland(Command, Change));
        Assert.Equal([question], Passed);
        run.Lives.Tick();
        Assert.Equal([question, question], Passed);
        Assert.Empty(person.Answers);
        run.Lives.Receive(new SteerAnswer(Command, null)).Receive(new SteerAnswer(Command, null)).Forget().Tick();
        Assert.Equal([new SteerAnswer(Command, null)], person.Answers);
        Assert.Empty(Passed);
    }

    [Fact]
    public void A_person_who_asks_no_more_is_forgotten()
    {
        run.Open().Lives.Receive(new SteerRun(Command, 1, Change), person).Tick(12).Forget().Tick(1);
        Assert.Empty(Passed);
        run.Lives.Receive(new SteerAnswer(Command, null));
        Assert.Empty(person.Answers);
    }

    [Fact]
    public void A_person_who_asks_again_is_kept_and_answered_where_the_last_question_came_from()
    {
        var elsewhere = new ScriptedAsker();
        run.Open().Lives.Receive(new SteerRun(Command, 1, Change), person).Tick(10)
            .Receive(new SteerRun(Command, 1, Change), elsewhere).Tick(10).Receive(new SteerAnswer(Command, "no"));
        Assert.Equal([new SteerAnswer(Command, "no")], elsewhere.Answers);
    }

    [Fact]
    public void What_an_island_took_is_answered_in_another_life_of_the_run()
    {
        run.Open().Lives.Receive(new SteerRun(Command, 1, Change), new ScriptedAsker()).Start()
            .Receive(new SteerRun(Command, 1, Change), person).Receive(new SteerAnswer(Command, null));
        Assert.Equal([new SteerAnswer(Command, null)], person.Answers);
    }

    [Fact]
    public void A_steer_waits_until_there_are_islands()
    {
        var tuned = new ScriptedRun().Open();
        tuned.Lives.Receive(new SteerRun(Command, 1, Change), person);
        Assert.DoesNotContain(tuned.Lives.Asked, q => q is SteerIsland);
        tuned.Evaluate();
        Assert.Contains(tuned.Lives.Asked, q => q is SteerIsland);
    }

    [Fact]
    public void Steers_are_refused_where_there_is_nothing_to_steer()
    {
        Assert.Equal("There is no run 'scripted'.", Refusal(0));
        run.Open();
        Assert.Equal("Run 'scripted' has no island 3; its islands are 0 to 2.", Refusal(3));
        Assert.Equal("Run 'scripted' has no island -1; its islands are 0 to 2.", Refusal(-1));
        run.Pause();
        Assert.Equal("Run 'scripted' is paused, and the steer is not taken: continue the run, then steer it.", Refusal(1));
        run.Pause(false).EndIslands();
        Assert.Equal("The search of run 'scripted' has ended; 'journal --steers' shows what was taken before.", Refusal(1));
    }

    [Fact]
    public void A_steer_that_no_island_answered_is_refused_when_the_search_ends()
    {
        run.Open().Lives.Receive(new SteerRun(Command, 1, Change), person);
        run.EndIslands();
        Assert.Contains("has ended", ((SteerAnswer)Assert.Single(person.Answers)).Refusal);
    }

    [Fact]
    public void While_paused_a_steer_on_its_way_is_not_passed_on()
    {
        run.Open().Lives.Receive(new SteerRun(Command, 1, Change), person);
        run.Pause().Lives.Forget().Tick();
        Assert.Empty(Passed);
    }

    string? Refusal(int island) => ((SteerAnswer)Assert.Single(run.Lives.AnswersTo(new SteerRun(Command, island, Change)))).Refusal;
}
