using LossActors.Actors.Islands;

namespace LossActors.Actors.Tests.Islands;

[Trait("guarantee", "G8")]
public sealed class IndividualTests
{
    /// <summary>A run gathers halls of fame in the order in which islands answer, which must not show.</summary>
    [Fact]
    public void Of_two_copies_of_a_loss_with_one_score_the_one_measured_more_often_comes_first()
    {
        var once = new Individual(new Origin(2, 2), "loss 358", 9, 0, 1, 92, 100);
        var twice = once with { Measurements = 2, Correct = 184, Total = 200 };
        Assert.Equal([twice, once], new[] { once, twice }.Order(Individual.Order));
        Assert.Equal([twice, once], new[] { twice, once }.Order(Individual.Order));
    }
}
