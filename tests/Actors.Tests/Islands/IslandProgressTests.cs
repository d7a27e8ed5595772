using LossActors.Actors.Tests.Scripted;

namespace LossActors.Actors.Tests.Islands;

/// <summary>What an island tells its run.</summary>
public sealed class IslandProgressTests : IslandTest
{
    [Fact]
    public void The_puller_is_answered_at_once_and_once_more_when_the_island_ends()
    {
        Found(Plans.Island with { Births = 2, Window = 2, Every = 0 });
        Pull();
        Assert.Equal(-1, Progress().Through);
        Answer(0);
        Assert.Empty(run.Answers);
        Answer(1);
        Assert.Equal((1, true), (Progress().Through, island.State.Ended));
    }

    [Fact]
    public void The_puller_is_answered_once_more_when_the_island_is_through_the_stop()
    {
        Found(Plans.Island with { Every = 0, Target = 0 });
        Pull(stop: 1);
        Progress();
        Answer(0);
        Assert.Empty(run.Answers);
        Answer(1);
        var told = Progress();
        Assert.Equal((1, 1), (told.Stop, told.Through));
    }

    [Fact]
    public void Progress_tells_the_birth_that_met_the_target_and_the_contenders_as_of_the_stop()
    {
        Found(Plans.Island with { Every = 0, Target = 1 });
        Pull();
        Progress();
        Answer(0);
        var met = Progress();
        Assert.Equal((0, 0), (met.MetAt, met.Through));
        var contenders = met.Contenders;
        for (var ticket = 1; ticket < 12; ticket++) Answer(ticket);

        Pull(stop: 0);
        Assert.Equal(contenders, Progress().Contenders);
        Pull();
        Assert.NotEqual(contenders, Progress().Contenders);
    }

    [Fact]
    public void An_island_that_is_not_founded_answers_no_pull()
    {
        Pull();
        Assert.Empty(run.Answers);
        Found(Plans.Island);
        Assert.Equal(4, world.TakeAsked().Count);
    }
}
