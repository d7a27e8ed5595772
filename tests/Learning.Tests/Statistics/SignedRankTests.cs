using LossActors.Learning.Statistics;

namespace LossActors.Learning.Tests.Statistics;

public sealed class SignedRankTests
{
    // Tail counts of the exact distribution, two-sided: Wilcoxon's tables. With n = 5:
    // W = 0 is 2/32, W = 1 is 4/32, W = 2 is 6/32, W = 3 is 10/32.
    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4, 5 }, 2 / 32.0)]
    [InlineData(new double[] { -1, 2, 3, 4, 5 }, 4 / 32.0)]
    [InlineData(new double[] { 1, -2, 3, 4, 5 }, 6 / 32.0)]
    [InlineData(new double[] { -1, -2, 3, 4, 5 }, 10 / 32.0)]
    [InlineData(new double[] { 1, 2, -3, 4, 5 }, 10 / 32.0)]
    [InlineData(new double[] { -1, -2, -3, -4, -5 }, 2 / 32.0)]
    [InlineData(new double[] { 1 }, 1.0)]
    [InlineData(new double[] { 0, 0 }, 1.0)]
    [InlineData(new double[] { }, 1.0)]
    public void Small_samples_are_exact(double[] differences, double p) => Assert.Equal(p, SignedRank.PValue(differences), 15);

    [Fact]
    public void Twelve_wins_of_twelve_have_p_of_two_in_four_thousand() =>
        Assert.Equal(2 / 4096.0, SignedRank.PValue([.. Enumerable.Range(1, 12).Select(i => (double)i)]), 15);

    // The critical values of the usual table (two-sided 5 %): the largest W with p ≤ 0.05.
    [Theory]
    [InlineData(6, 0)]
    [InlineData(7, 2)]
    [InlineData(8, 3)]
    [InlineData(9, 5)]
    [InlineData(10, 8)]
    [InlineData(12, 13)]
    [InlineData(15, 25)]
    [InlineData(20, 52)]
    [InlineData(25, 89)]
    public void The_critical_values_are_those_of_the_tables(int n, int w)
    {
        Assert.True(SignedRank.PValue(WithRankSum(n, w)) <= 0.05);
        Assert.True(SignedRank.PValue(WithRankSum(n, w + 1)) > 0.05);
    }

    [Fact]
    public void Ties_share_their_ranks_and_zeros_drop_out() =>
        // |d| = 1, 1, 2: ranks 1.5, 1.5, 3. Of the 8 sign patterns, those with a sum ≤ 1.5 are {}, {1.5}, {1.5}: 2 · 3/8.
        Assert.Equal(6 / 8.0, SignedRank.PValue([-1, 1, 2, 0]), 15);

    [Fact]
    public void Large_samples_have_the_critical_value_of_the_tables() =>
        Assert.InRange(SignedRank.PValue(WithRankSum(50, 434)), 0.0495, 0.0505);

    /// <summary>Ranks 1 … n, negative those that add up to w.</summary>
    static double[] WithRankSum(int n, int w)
    {
        var differences = Enumerable.Range(1, n).Select(i => (double)i).ToArray();
        for (var rank = n; rank >= 1; rank--)
        {
            if (rank > w) continue;
            differences[rank - 1] = -rank;
            w -= rank;
        }

        return differences;
    }
}
