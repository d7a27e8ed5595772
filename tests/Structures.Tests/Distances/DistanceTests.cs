using LossActors.Structures.Distances;

namespace LossActors.Structures.Tests.Distances;

public class DistanceTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "abc", 0)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("flaw", "lawn", 2)]
    [InlineData("intention", "execution", 5)]
    [InlineData("ab", "ba", 2)]
    public void Levenshtein_counts_the_fewest_changes_of_symbols(string a, string b, int distance)
    {
        Assert.Equal(distance, Levenshtein.Between(a, b));
        Assert.Equal(distance, Levenshtein.Between(b, a));
        Assert.Equal(distance, Levenshtein.Between([.. a.Select(c => (int)c)], [.. b.Select(c => (int)c)]));
    }

    [Theory]
    [InlineData(new[] { 1, 2, 3 }, new[] { 1, 2, 3 }, 0)]
    [InlineData(new[] { 1, 2, 3 }, new[] { 1, 3, 2 }, 1)]
    [InlineData(new[] { 1, 2, 3, 4 }, new[] { 4, 3, 2, 1 }, 6)]
    [InlineData(new[] { 3, 1, 2 }, new[] { 1, 2, 3 }, 2)]
    [InlineData(new int[0], new int[0], 0)]
    public void Kendall_counts_pairs_in_opposite_order(int[] a, int[] b, int discordant)
    {
        Assert.Equal(discordant, Kendall.Discordant(a, b));
        Assert.Equal(discordant, Kendall.Discordant(b, a));
    }

    [Fact]
    public void Kendall_refuses_rankings_that_are_not_full()
    {
        Assert.Contains("same rank", Assert.Throws<ArgumentException>(() => Kendall.Discordant([1, 1], [1, 2])).Message);
        Assert.Contains("2 items", Assert.Throws<ArgumentException>(() => Kendall.Discordant([1, 2], [1, 2, 3])).Message);
    }

    [Fact]
    public void Hamming_counts_places_that_differ()
    {
        Assert.Equal(2, Hamming.Between<byte>([0, 1, 1], [1, 1, 0]));
        Assert.Contains("the other 3", Assert.Throws<ArgumentException>(() => Hamming.Between<byte>([0], [0, 1, 1])).Message);
    }
}
