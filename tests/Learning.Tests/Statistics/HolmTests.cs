using LossActors.Learning.Statistics;

namespace LossActors.Learning.Tests.Statistics;

public sealed class HolmTests
{
    // R: p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), "holm") and the example of its statistics manual's kind, unordered and with a tie.
    [Theory]
    [InlineData(new double[] { }, new double[] { })]
    [InlineData(new[] { 0.04 }, new[] { 0.04 })]
    [InlineData(new[] { 0.01, 0.02, 0.03, 0.04, 0.05 }, new[] { 0.05, 0.08, 0.09, 0.09, 0.09 })]
    [InlineData(new[] { 0.04, 0.001, 0.6, 0.02, 0.02 }, new[] { 0.08, 0.005, 0.6, 0.08, 0.08 })]
    [InlineData(new[] { 0.5, 0.9, 0.4 }, new[] { 1.0, 1.0, 1.0 })]
    public void Adjusted_values_are_those_of_R(double[] p, double[] expected) =>
        Assert.Equal(expected, Holm.Adjust(p).Select(a => Math.Round(a, 12)));

    // Holm (1979) in the common textbook example: .01, .04, .03, .005 at 5 % rejects the first and the last only.
    [Fact]
    public void The_step_down_stops_at_the_first_that_is_too_large() =>
        Assert.Equal([true, false, false, true], Holm.Adjust([0.01, 0.04, 0.03, 0.005]).Select(p => p <= 0.05));
}
