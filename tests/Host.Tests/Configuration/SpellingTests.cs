using LossActors.Host.Configuration.Settings;

namespace LossActors.Host.Tests.Configuration;

public class SpellingTests
{
    static readonly string[] Known = ["window", "population", "count", "lr"];

    [Theory]
    [InlineData("windwo", "window")]
    [InlineData("windw", "window")]
    [InlineData("winddow", "window")]
    [InlineData("WINDOW", "window")]
    [InlineData("popluation", "population")]
    [InlineData("lr2", "lr")]
    [InlineData("weather", null)]
    [InlineData("", null)]
    public void The_nearest_known_word_is_meant_if_it_is_near(string word, string? meant) =>
        Assert.Equal(meant, Spelling.Nearest(word, Known));

    [Fact]
    public void Of_equally_near_words_the_first_is_meant() => Assert.Equal("cat", Spelling.Nearest("bat", ["cat", "rat"]));
}
