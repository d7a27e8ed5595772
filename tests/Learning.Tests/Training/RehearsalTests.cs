using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Learning.Tests.Training;

public sealed class RehearsalTests
{
    static readonly Recipe Small = new(
        new ClustersSpec { Classes = 3, Dimensions = 2, Points = 60 }, new MlpSpec([5]), new SgdSpec(0.1), Batch: 16, Steps: 10,
        Scale: ScaleDefault.Raw);

    [Fact]
    public void The_first_steps_tell_a_loss_or_a_rate_that_diverges_from_one_that_does_not()
    {
        Assert.Null(Rehearsal.TwoSteps("-y*log(p)", Small));
        Assert.NotNull(Rehearsal.TwoSteps("-y*log(p)", Small with { Optimiser = new SgdSpec(1e300) }));
        Assert.Equal(DivergenceReason.Loss, Rehearsal.TwoSteps("square(exp(400*p))", Small));
    }

    [Fact]
    public void A_network_that_cannot_be_trained_is_told_in_a_sentence()
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Tensors", "fixtures", "scripted.pt");
        var unfit = Small with { Network = new TorchScriptSpec(script) };
        var fault = Assert.Throws<FormatException>(() => Rehearsal.TwoSteps("-y*log(p)", unfit));
        Assert.Contains("has no parameter that can be trained", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pace_is_of_the_network_that_was_asked_for()
    {
        var pace = Rehearsal.Measure("-y*log(p)", Small, "cpu");
        Assert.Equal(2 * 5 + 5 + 5 * 3 + 3, pace.Parameters);
        Assert.True(pace is { Step: > 0, Row: > 0 });
    }
}
