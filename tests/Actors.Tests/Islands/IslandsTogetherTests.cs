using LossActors.Actors.Tests.Scripted;

namespace LossActors.Actors.Tests.Islands;

public sealed class IslandsTogetherTests
{
    [Fact]
    [Trait("guarantee", "G4")]
    [Trait("guarantee", "G8")]
    public void Whatever_happens_to_messages_and_copies_the_decisions_are_those_of_a_calm_run()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var plans = Plans.All(Plans.Random(new Random(seed), mostBirths: 20));
            var together = new IslandsTogether(plans, seed);
            together.ToTheEnd();
            Assert.True(together.AllEnded, $"seed {seed}: not all islands have ended");
            Assert.Equal(new IslandsAlone(plans, order: 0).ToTheEnd().Log, together.Log);
        }
    }
}
