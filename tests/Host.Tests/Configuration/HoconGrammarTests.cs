using LossActors.Host.Configuration.Hocon;

namespace LossActors.Host.Tests.Configuration;

public class HoconGrammarTests
{
    [Theory]
    [InlineData("", "{}")]
    [InlineData("# nothing but\n// comments", "{}")]
    [InlineData("\uFEFFa = 1", "{a = 1}")]
    [InlineData("{ a = 1 }\n", "{a = 1}")]
    [InlineData("a = 1 # one\nb = 2 // two", "{a = 1, b = 2}")]
    [InlineData("a = http//b", "{a = http}")]
    [InlineData("a = x/y", "{a = x/y}")]
    [InlineData("a = 1, b : 2\r\nc = 3,\n", "{a = 1, b = 2, c = 3}")]
    [InlineData("a {b = 1}", "{a = {b = 1}}")]
    [InlineData("a\t{\n b = 1,\n c { d = 2 }\n}", "{a = {b = 1, c = {d = 2}}}")]
    [InlineData("a =\n  1", "{a = 1}")]
    [InlineData("a.b.c = 1\na.b.d = 2", "{a = {b = {c = 1, d = 2}}}")]
    [InlineData("\"a.b\".c = 1", "{\"a.b\" = {c = 1}}")]
    [InlineData("a\"b c\"d = 1", "{\"ab cd\" = 1}")]
    [InlineData("label-noise_2 = 1", "{label-noise_2 = 1}")]
    [InlineData("1.5 = 1", "{1 = {5 = 1}}")]
    [InlineData("\"\" = 1", "{\"\" = 1}")]
    public void Files_are_keys_and_values(string text, string expected) => Assert.Equal(expected, Conf.Rendered(text));

    [Theory]
    [InlineData("a { b = 1, c = 2 }, a { c = 3, d = 4 }", "{a = {b = 1, c = 3, d = 4}}")]
    [InlineData("a { b { c = 1 } }, a.b.d = 2", "{a = {b = {c = 1, d = 2}}}")]
    [InlineData("a { b = 1 }, a = 5", "{a = 5}")]
    [InlineData("a { b = 1 }, a = 5, a { c = 2 }", "{a = {c = 2}}")]
    [InlineData("a { b = 1 }, a = [1], a { c = 2 }", "{a = {c = 2}}")]
    [InlineData("a { b = 1 }, a = null, a { c = 2 }", "{a = {c = 2}}")]
    [InlineData("a = 1, b = 2, a = 3", "{a = 3, b = 2}")]
    [InlineData("a = {b = 1} {c = 2}", "{a = {b = 1, c = 2}}")]
    public void Later_values_win_and_objects_merge(string text, string expected) => Assert.Equal(expected, Conf.Rendered(text));

    [Theory]
    [InlineData("a = []", "{a = []}")]
    [InlineData("a = [1, 2,]", "{a = [1, 2]}")]
    [InlineData("a = [\n 1\n 2 # two\n 3, 4\n]", "{a = [1, 2, 3, 4]}")]
    [InlineData("a = [ce, ngl, \"-y*root(3, p)\"]", "{a = [ce, ngl, \"-y*root(3, p)\"]}")]
    [InlineData("a = [{b = 1}, {c {d = 2}, c.e = 3}]", "{a = [{b = 1}, {c = {d = 2, e = 3}}]}")]
    [InlineData("a = [[1], [2, [3]]]", "{a = [[1], [2, [3]]]}")]
    [InlineData("a = [1] [2] [3, 4]", "{a = [1, 2, 3, 4]}")]
    [InlineData("a += 1\na += 2", "{a = [1, 2]}")]
    [InlineData("a = [1], a += {b = 2}", "{a = [1, {b = 2}]}")]
    [InlineData("x { a += 1 }, x.a += 2", "{x = {a = [1, 2]}}")]
    [InlineData("a = [{b = 1} {c = 2}]", "{a = [{b = 1, c = 2}]}")]
    public void Lists_hold_values(string text, string expected) => Assert.Equal(expected, Conf.Rendered(text));

    [Theory]
    [InlineData("hello", "hello", HoconScalarKind.Text)]
    [InlineData("hello  big\tworld  # c", "hello  big\tworld", HoconScalarKind.Text)]
    [InlineData("10 seconds", "10 seconds", HoconScalarKind.Text)]
    [InlineData("64MiB", "64MiB", HoconScalarKind.Text)]
    [InlineData("1.2.3", "1.2.3", HoconScalarKind.Text)]
    [InlineData("-1.5e-3", "-1.5e-3", HoconScalarKind.Number)]
    [InlineData("1e+5", "1e+5", HoconScalarKind.Number)]
    [InlineData("ce+l2", "ce+l2", HoconScalarKind.Text)]
    [InlineData("0", "0", HoconScalarKind.Number)]
    [InlineData("true", "true", HoconScalarKind.Boolean)]
    [InlineData("false", "false", HoconScalarKind.Boolean)]
    [InlineData("truely", "truely", HoconScalarKind.Text)]
    [InlineData("null", "null", HoconScalarKind.Null)]
    [InlineData("\"null\"", "null", HoconScalarKind.Text)]
    [InlineData("\"5\"", "5", HoconScalarKind.Text)]
    [InlineData("\"a\" b \"c\"", "a b c", HoconScalarKind.Text)]
    [InlineData("\"\"", "", HoconScalarKind.Text)]
    [InlineData("\"q \\\" \\\\ \\/ \\n \\t \\r \\b \\f \\u00e9 ${x} # //\"", "q \" \\ / \n \t \r \b \f é ${x} # //", HoconScalarKind.Text)]
    [InlineData("\"\"\"two\nlines \\n \"quoted\" \"\"\"", "two\nlines \\n \"quoted\" ", HoconScalarKind.Text)]
    [InlineData("\"\"\"ends in a quote\"\"\"\"", "ends in a quote\"", HoconScalarKind.Text)]
    [InlineData("\"\"\"\"\"\"", "", HoconScalarKind.Text)]
    public void Scalars_keep_their_text(string written, string text, HoconScalarKind kind)
    {
        var scalar = Assert.IsType<HoconScalar>(Conf.Read($"a = {written}").Find("a"));

        Assert.Equal((text, kind), (scalar.Text, scalar.Kind));
    }

    [Fact]
    public void Every_value_remembers_where_it_was_written()
    {
        var root = Conf.Read("a = 1\n  b { c = [x,\n   y] }\nb.d : \"z\"");

        Assert.Equal("a.conf:1:5", $"{root.Find("a")!.Origin}");
        Assert.Equal("a.conf:2:3", $"{root.Field("b")!.Origin.File}:2:3");
        Assert.Equal("a.conf:2:11", $"{root.Find("b.c")!.Origin}");
        Assert.Equal("a.conf:3:4", $"{((HoconArray)root.Find("b.c")!).Items[1].Origin}");
        Assert.Equal("a.conf:4:7", $"{root.Find("b.d")!.Origin}");
        Assert.Equal("a.conf:4:1", $"{((HoconObject)root.Find("b")!).Field("d")!.Origin}");
    }

    [Theory]
    [InlineData("a = \"5\"", "a = 5")]
    [InlineData("a = \"x y\"", "a = x y")]
    [InlineData("a { b : 1 }", "a.b = 1")]
    [InlineData("a = [1\n2]", "a = [1,2]")]
    public void Equal_configurations_render_alike(string one, string other) => Assert.Equal(Conf.Rendered(one), Conf.Rendered(other));

    [Fact]
    public void Flattening_gives_every_leaf_by_its_path()
    {
        var leaves = Conf.Read("b { d = [1, {x = y}], c = \"p q\" }, a = null, e {}").Flatten();

        Assert.Equal(["a=null", "b.c=p q", "b.d=[1, {x = y}]", "e={}"], leaves.Select(l => $"{l.Key}={l.Value}"));
    }
}
