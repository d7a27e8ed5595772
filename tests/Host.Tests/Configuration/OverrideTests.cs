namespace LossActors.Host.Tests.Configuration;

public class OverrideTests
{
    [Theory]
    [InlineData("a.b=2", "{a = {b = 2, c = [1]}, d = 1}")]
    [InlineData("a={ b = 2, e = 3 }", "{a = {b = 2, c = [1], e = 3}, d = 1}")]
    [InlineData("a.c=[x, y]", "{a = {b = 1, c = [x, y]}, d = 1}")]
    [InlineData("a.c+=2", "{a = {b = 1, c = [1, 2]}, d = 1}")]
    [InlineData("d=${a.b}5", "{a = {b = 1, c = [1]}, d = 15}")]
    [InlineData(" d = \"quoted\" ", "{a = {b = 1, c = [1]}, d = quoted}")]
    [InlineData("d=sqlite:runs/x.db", "{a = {b = 1, c = [1]}, d = \"sqlite:runs/x.db\"}")]
    [InlineData("d=-y*log(p), z", "{a = {b = 1, c = [1]}, d = \"-y*log(p), z\"}")]
    [InlineData("\"x=y\"=2", "{a = {b = 1, c = [1]}, d = 1, \"x=y\" = 2}")]
    [InlineData("d=null", "{a = {b = 1, c = [1]}, d = null}")]
    public void A_setting_goes_over_the_files(string setting, string expected) =>
        Assert.Equal(expected, Conf.Rendered("a { b = 1, c = [1] }, d = 1", Conf.NoEnvironment with { Overrides = [setting] }));

    [Theory]
    [InlineData("a", "--set a: a setting is written key=value, as in: --set run.seed=2")]
    [InlineData("a { b = 2 }", "--set a { b = 2 }: a blank does not belong in a key; put the key in double quotes")]
    [InlineData("=1", "--set =1: a setting is written key=value, as in: --set run.seed=2")]
    [InlineData("a b=1", "--set a b=1: a blank does not belong in a key; put the key in double quotes")]
    [InlineData("a=", "--set a=: the key 'a' has no value; write one after the =, or \"\" for an empty text")]
    [InlineData("a=[1", "--set a=[1: the '[' opened here is never closed; add ']' where the list ends")]
    [InlineData("a=[1] 2]", "--set a=[1] 2]: a text and a list cannot be joined; put a comma or a new line between them")]
    [InlineData("a=${b", "--set a=${b: the substitution ${b is not closed but followed by the end of the text; add }")]
    [InlineData(
        "a=${b}", "--set a=${b}: ${b} names neither a key nor an environment variable; define it, or write ${?b} if it may be absent")]
    public void A_wrong_setting_is_refused_by_its_text(string setting, string message) =>
        Assert.Equal(message, Conf.Refusal("", Conf.NoEnvironment with { Overrides = [setting] }));

    [Theory]
    [InlineData("a", "steer a: a setting is written key=value, as in: steer population=8")]
    [InlineData("a=[1", "steer a=[1: the '[' opened here is never closed; add ']' where the list ends")]
    public void A_setting_that_was_not_typed_after_set_is_named_as_it_was_typed(string setting, string message) =>
        Assert.Equal(
            message,
            Conf.Refusal("", Conf.NoEnvironment with { Overrides = [setting], Overriding = ("steer", "population=8") }));

    [Fact]
    public void Later_settings_win() =>
        Assert.Equal("{a = 3}", Conf.Rendered("a = 1", Conf.NoEnvironment with { Overrides = ["a=2", "a=3"] }));
}
