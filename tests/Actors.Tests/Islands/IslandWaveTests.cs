using LossActors.Actors.Entities;
using LossActors.Actors.Islands;
using LossActors.Actors.Tests.Scripted;

namespace LossActors.Actors.Tests.Islands;

/// <summary>Waves between an island and its neighbours.</summary>
public sealed class IslandWaveTests : IslandTest
{
    [Fact]
    public void A_wave_is_told_when_it_is_published_to_who_still_asks()
    {
        var gone = new ScriptedAsker();
        Found(Plans.Island with { Every = 5, Lag = 9 });
        Pull();
        island.Receive(new GetWave(0), gone, now);
        for (var waited = TimeSpan.Zero; waited < Patience.Asker; waited += Patience.Tick)
        {
            Pass(Patience.Tick);
            Pull();
            island.Receive(new GetWave(0), neighbour, now);
        }

        Assert.Empty(neighbour.Answers);
        Answer(0);
        Answer(1);
        Assert.Equal((0, 0, false), Told(neighbour));
        Assert.Empty(gone.Answers);

        island.Receive(new GetWave(0), gone, now);
        Assert.Equal((0, 0, false), Told(gone));
    }

    [Fact]
    public void Published_waves_are_told_for_ever_and_later_ones_are_closed_after_the_end()
    {
        ToTheEnd(Plans.Island with { Births = 8, Every = 3, Lag = 0 });
        island.Receive(new GetWave(9), neighbour, now);
        Assert.Equal((2, 0, true), Told(neighbour));
        Recover();
        for (var w = 0; w < 4; w++)
        {
            island.Receive(new GetWave(w), neighbour, now);
            Assert.Equal((Math.Min(w, 2), 0, w >= 2), Told(neighbour));
        }
    }

    [Fact]
    public void Who_waits_for_a_wave_that_never_comes_is_told_that_it_is_closed()
    {
        Found(Plans.Island with { Births = 8, Every = 3, Lag = 0 });
        island.Receive(new GetWave(5), neighbour, now);
        ToTheEnd(null);
        Assert.Equal((2, 0, true), Told(neighbour));
    }

    [Fact]
    public void A_closed_wave_of_a_neighbour_answers_all_its_later_ones()
    {
        Found(Plans.Island with { Births = 12, Every = 2, Lag = 0 });
        Pull();
        island.Receive(new Wave(0, 2, Closed: true, []), neighbour, now);
        ToTheEnd(null, waves: false);
        var taken = world.Written.SelectMany(s => s.Events).OfType<WaveTaken>().ToList();
        Assert.Equal([0, 1, 2, 3, 4], taken.Select(t => t.W));
        Assert.All(taken, t => Assert.True(t.Closed));
    }
}
