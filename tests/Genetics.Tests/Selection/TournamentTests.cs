using LossActors.Genetics.Randomness;
using LossActors.Genetics.Selection;

namespace LossActors.Genetics.Tests.Selection;

public class TournamentTests
{
    sealed record Entry(string Name, double Score, int Complexity);

    static readonly Comparer<Entry> Order = Comparer<Entry>.Create((a, b) =>
        (a.Score, a.Complexity, a.Name).CompareTo((b.Score, b.Complexity, b.Name)));

    static double[] Shares(Tournament tournament, params Entry[] pool)
    {
        var draws = Philox.Stream(3, 0, 0, Purpose.Selection);
        var wins = new double[pool.Length];
        for (var i = 0; i < 20_000; i++) wins[tournament.Select(pool, e => e.Score, e => e.Complexity, Order, draws)] += 1 / 20_000.0;
        return wins;
    }

    [Fact]
    public void The_best_wins_as_often_as_it_is_drawn()
    {
        var shares = Shares(new(2), new("a", 0.1, 5), new("b", 0.2, 5), new("c", 0.3, 5), new("d", double.NaN, 1));

        Assert.Equal(7 / 16.0, shares[0], 0.015);
        Assert.Equal(5 / 16.0, shares[1], 0.015);
        Assert.Equal(3 / 16.0, shares[2], 0.015);
        Assert.Equal(1 / 16.0, shares[3], 0.015);
    }

    [Fact]
    public void Ties_go_to_the_simpler_one_and_parsimony_makes_size_earn_its_keep()
    {
        Entry small = new("s", 0.21, 5), large = new("l", 0.20, 40), tied = new("t", 0.20, 39);

        Assert.True(Shares(new(8), large, tied)[1] > 0.99);
        Assert.True(Shares(new(8), large, small)[0] > 0.99);
        Assert.True(Shares(new(8, Parsimony: 0.001), large, small)[1] > 0.99);
    }

    [Fact]
    public void Nonsense_settings_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Tournament(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Tournament(2, -1));
    }
}
