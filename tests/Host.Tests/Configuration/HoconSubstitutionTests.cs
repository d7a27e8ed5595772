using LossActors.Host.Configuration.Hocon;

namespace LossActors.Host.Tests.Configuration;

public class HoconSubstitutionTests
{
    [Theory]
    [InlineData("a = 1, b = ${a}", "{a = 1, b = 1}")]
    [InlineData("b = ${a}, a = 1, a = 2", "{b = 2, a = 2}")]
    [InlineData("a { b = 1, c = ${a.b} }", "{a = {b = 1, c = 1}}")]
    [InlineData("a { b = 1, c = ${a.b} }, a { b = 2 }", "{a = {b = 2, c = 2}}")]
    [InlineData("\"x y\" = 1, b = ${\"x y\"}", "{\"x y\" = 1, b = 1}")]
    [InlineData("a = ${ b }, b = [1, 2]", "{a = [1, 2], b = [1, 2]}")]
    [InlineData("a = ${?b}", "{}")]
    [InlineData("a = 1, a = ${?b}", "{a = 1}")]
    [InlineData("a = [${?b}, 1]", "{a = [1]}")]
    [InlineData("a = ${?b}${?c}", "{}")]
    [InlineData("a = x${?b}y", "{a = xy}")]
    [InlineData("a = ${?b} y", "{a = \" y\"}")]
    [InlineData("a = y ${?b}", "{a = \"y \"}")]
    [InlineData("home = /data, a = ${home}/cifar ${home}", "{home = /data, a = /data/cifar /data}")]
    [InlineData("a = [1], b = ${a} [2] ${a}", "{a = [1], b = [1, 2, 1]}")]
    [InlineData("a = 1, a = null, b = ${a}", "{a = null, b = null}")]
    public void A_substitution_stands_for_the_value_of_its_path(string text, string expected) =>
        Assert.Equal(expected, Conf.Rendered(text));

    [Theory]
    [InlineData("base { x = 1, y = 2 }, a = ${base} { y = 3 }", "{base = {x = 1, y = 2}, a = {x = 1, y = 3}}")]
    [InlineData("base { x = 1 }, a { y = 2 }, a = ${base}", "{base = {x = 1}, a = {y = 2, x = 1}}")]
    [InlineData(
        "base { x { p = 1, q = 2 } }, a = ${base}, a.x.q = 3, a.x.r = ${a.x.p}",
        "{base = {x = {p = 1, q = 2}}, a = {x = {p = 1, q = 3, r = 1}}}")]
    [InlineData("a { x = 1 }, b = ${a} { y = ${b.x} }", "{a = {x = 1}, b = {x = 1, y = 1}}")]
    [InlineData("a { x = 1 }, a = ${?missing} { y = 2 }", "{a = {x = 1, y = 2}}")]
    [InlineData("x { b = 1 }, y { b = 2 }, a = ${x} ${y}, c = ${a.b}", "{x = {b = 1}, y = {b = 2}, a = {b = 2}, c = 2}")]
    [InlineData("x = 5, a { b = 1 }, a = ${x}, c = ${?a.b}", "{x = 5, a = 5}")]
    [InlineData("x = 5, x { y = 1 }, a { b = 1, c = ${a.b} }, a = ${x}", "{x = {y = 1}, a = {b = 1, c = 1, y = 1}}")]
    [InlineData("x { b = 2 }, x.b = null, a { b = 1 }, a = ${x}, c = ${a.b}", "{x = {b = null}, a = {b = null}, c = null}")]
    [InlineData("c { a = 1 }, c = 5, a { b = 1 }, a = ${?c.a} { d = 1 }", "{c = 5, a = {b = 1, d = 1}}")]
    [InlineData("a { x = 1 }, b = ${a}, b { y = 2 }, c = ${b.x}${b.y}", "{a = {x = 1}, b = {x = 1, y = 2}, c = 12}")]
    public void Objects_merge_through_substitutions(string text, string expected) => Assert.Equal(expected, Conf.Rendered(text));

    [Theory]
    [InlineData("a = 1, a = ${a}2", "{a = 12}")]
    [InlineData("a = 1, a = ${a}2, a = ${a}3", "{a = 123}")]
    [InlineData("a = [1], a = ${a} [2], a = ${a} [3]", "{a = [1, 2, 3]}")]
    [InlineData("a { b = 1 }, a = ${a} { c = 2 }", "{a = {b = 1, c = 2}}")]
    [InlineData("foo { a { c = 1 } }, foo = ${foo.a}, foo { a = 2 }", "{foo = {a = 2, c = 1}}")]
    [InlineData("a { path = x }, a.path = ${a.path}:y", null)]
    [InlineData("a { path = x }, a.path = ${a.path}\":y\"", "{a = {path = \"x:y\"}}")]
    [InlineData("a = ${?a}", "{}")]
    [InlineData("foo = ${bar}, bar { z = ${foo.x}, w = 1 }, foo { x = 1 }", "{foo = {z = 1, w = 1, x = 1}, bar = {z = 1, w = 1}}")]
    public void A_value_may_refer_to_the_earlier_value_of_its_own_key(string text, string? expected)
    {
        if (expected is null)
            Assert.Contains("double quotes", Conf.Refusal(text), StringComparison.Ordinal);
        else
            Assert.Equal(expected, Conf.Rendered(text));
    }

    [Fact]
    public void The_environment_answers_for_what_no_key_names()
    {
        var options = new HoconOptions { Environment = name => name == "DATA" ? "/srv/data" : null };

        var root = Conf.Read("path = ../data, path = ${?DATA}, none = ${?NOTHING}, sub = ${DATA}/x", options);

        Assert.Equal("{path = /srv/data, sub = /srv/data/x}", root.Render());
        Assert.Equal("DATA", root.Find("path")!.Origin.Variable);
    }

    [Fact]
    public void A_key_goes_before_the_environment() =>
        Assert.Equal(
            "{DATA = here, a = here}", Conf.Rendered("DATA = here, a = ${DATA}", new HoconOptions { Environment = _ => "elsewhere" }));

    [Theory]
    [InlineData(
        "a = ${b}", "a.conf:1:5: ${b} names neither a key nor an environment variable; define it, or write ${?b} if it may be absent")]
    [InlineData("a = ${a}", "a.conf:1:5: ${a} refers to itself and has no earlier value; give it one, or refer to another key")]
    [InlineData("a = ${b}\nb = ${a}", "a.conf:2:5: ${a} refers to itself and has no earlier value; give it one, or refer to another key\n"
        + "a.conf:1:5: ${b} refers to itself and has no earlier value; give it one, or refer to another key")]
    [InlineData("a { b = ${a} }", "a.conf:1:9: the value of 'a.b' depends on itself; break the circle")]
    [InlineData("c = ${a.x}\na = ${b}\nb = ${a}", "a.conf:2:5: ${b} refers to itself through other keys; break the circle")]
    [InlineData("x = 1, a = ${x} {b = 1}", "a.conf:1:12: ${x} is 1 and cannot be joined with an object; refer to an object")]
    [InlineData(
        "x = 1, a = ${x} [1]", "a.conf:1:12: a list and 1 cannot be joined; put a comma between them, or refer to values of one kind")]
    [InlineData(
        "x { y = 1 }, a = ${x} b",
        "a.conf:1:18: an object and \"b\" cannot be joined; put a comma between them, or refer to values of one kind")]
    public void A_substitution_that_leads_nowhere_is_refused(string text, string message) => Assert.Equal(message, Conf.Refusal(text));

    [Fact]
    public void Values_that_grow_without_measure_are_refused()
    {
        var lines = Enumerable.Range(1, 40).Select(i => $"a{i} = ${{a{i - 1}}} ${{a{i - 1}}}");

        Assert.EndsWith(
            "the substitutions grow the configuration beyond all measure; refer to less",
            Conf.Refusal("a0 = ha\n" + string.Join('\n', lines)),
            StringComparison.Ordinal);
        Assert.EndsWith(
            "the substitutions grow the configuration beyond all measure; refer to less",
            Conf.Refusal("a0 = [1]\n" + string.Join('\n', lines)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_chain_of_substitutions_is_refused_and_not_a_crash()
    {
        var chain = string.Join('\n', Enumerable.Range(1, 100_000).Select(i => $"a{i} = ${{a{i + 1}}}")) + "\na100001 = 1";

        Assert.EndsWith("substitutions refer to each other too deeply; shorten the chain", Conf.Refusal(chain), StringComparison.Ordinal);
    }
}
