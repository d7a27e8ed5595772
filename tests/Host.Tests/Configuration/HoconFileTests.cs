using LossActors.Host.Configuration.Hocon;

namespace LossActors.Host.Tests.Configuration;

public sealed class HoconFileTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("hocon").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_included_file_is_looked_for_beside_the_one_that_includes_it()
    {
        var main = Write("main.conf", "include \"sub/base.conf\"\nb = 2");
        Write("sub/base.conf", "a = 1, b = 1\ninclude \"deeper\"");
        Write("sub/deeper.conf", "c = 3");

        Assert.Equal("{a = 1, b = 2, c = 3}", Read(main));
    }

    [Theory]
    [InlineData("include \"base.conf\"")]
    [InlineData("include\"base.conf\"")]
    [InlineData("include file(\"base.conf\")")]
    [InlineData("include required(\"base.conf\")")]
    [InlineData("include required( file( \"base.conf\" ) ), include optional(\"absent.conf\")")]
    [InlineData("include optional(\"base.conf\")")]
    public void Every_form_of_include_merges_the_file(string include)
    {
        Write("base.conf", "a = 1");

        Assert.Equal("{a = 1}", Read(Write("main.conf", include)));
    }

    [Theory]
    [InlineData("include = 1", "{include = 1}")]
    [InlineData("include { a = 1 }", "{include = {a = 1}}")]
    [InlineData("include.a = 1", "{include = {a = 1}}")]
    [InlineData("included = 1", "{included = 1}")]
    public void Include_is_a_key_where_no_file_follows(string text, string expected) => Assert.Equal(expected, Conf.Rendered(text));

    [Fact]
    public void What_stands_before_an_include_is_overruled_by_it_and_what_stands_after_it_overrules()
    {
        Write("base.conf", "a = base, b = base");

        Assert.Equal("{a = base, b = main}", Read(Write("main.conf", "a = main\ninclude \"base.conf\"\nb = main")));
    }

    [Fact]
    public void A_file_included_in_an_object_refers_to_its_own_keys_first_and_then_to_those_of_the_whole()
    {
        Write("base.conf", "x = 1, y = ${x}, z = ${outer}, l += 1, l += 2");

        Assert.Equal(
            "{outer = 5, x = 9, in = {x = 1, y = 1, z = 5, l = [1, 2]}}",
            Read(Write("main.conf", "outer = 5, x = 9, in { include \"base.conf\" }")));
    }

    [Fact]
    public void A_built_in_file_answers_where_none_lies_beside()
    {
        var builtIn = Path.GetDirectoryName(Write("program/reference.conf", "a = built-in"))!;
        var main = Write("main.conf", "include \"reference.conf\"");

        Assert.Equal("{a = built-in}", Read(main, new HoconOptions { BuiltIn = builtIn }));

        Write("reference.conf", "a = own");
        Assert.Equal("{a = own}", Read(main, new HoconOptions { BuiltIn = builtIn }));
    }

    [Fact]
    public void Defaults_lie_under_the_file()
    {
        var builtIn = Path.GetDirectoryName(Write("program/reference.conf", "a = 1, b { c = 1, d = ${a} }"))!;

        Assert.Equal(
            "{a = 2, b = {c = 3, d = 2}}",
            Read(Write("main.conf", "a = 2, b.c = 3"), new HoconOptions { BuiltIn = builtIn, Defaults = ["reference.conf"] }));
    }

    [Fact]
    public void Values_remember_the_file_that_they_come_from()
    {
        Write("base.conf", "\na = 1");
        var main = Write("main.conf", "include \"base.conf\"");

        Assert.Equal($"{_folder}/base.conf:2:5", $"{HoconReader.ReadFile(main).Find("a")!.Origin}");
    }

    [Fact]
    public void Files_that_include_each_other_are_refused()
    {
        var main = Write("a.conf", "include \"b.conf\"");
        Write("b.conf", "x = 1\ninclude \"a.conf\"");

        Assert.Equal(
            $"{_folder}/b.conf:2:9: the file includes itself (a.conf → b.conf → a.conf); remove one of these includes",
            Conf.Refusal(() => Read(main)));
    }

    [Fact]
    public void Includes_that_multiply_are_refused()
    {
        for (var i = 0; i < 20; i++)
            Write($"{i}.conf", $"include \"{i + 1}.conf\"\ninclude \"{i + 1}.conf\"");
        Write("20.conf", "");

        Assert.EndsWith(
            "more than 200 files are included; include fewer", Conf.Refusal(() => Read($"{_folder}/0.conf")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "include \"absent.conf\"",
        "1:9: the included file 'absent.conf' is neither at '{0}/absent.conf' nor at '/program/absent.conf'; correct its name, or "
        + "write include optional(\"absent.conf\") if it may be absent")]
    [InlineData(
        "a {\n include required(\"absent\") }",
        "2:19: the included file 'absent' is neither at '{0}/absent' nor at '/program/absent'; correct its name, or write include "
        + "optional(\"absent\") if it may be absent")]
    [InlineData("include file(\"x.conf\"", "1:22: the '(' of this include is not closed; add ')'")]
    [InlineData(
        "include url(\"http://x\")",
        "1:9: include takes a file name in double quotes, as in: include \"base.conf\", include required(\"base.conf\") or include "
        + "optional(\"local.conf\")")]
    [InlineData("include \"\"", "1:9: the name of the included file is empty or not a file name; write one, as in: include \"base.conf\"")]
    public void A_wrong_include_is_refused(string text, string message) => Assert.Equal(
        $"{_folder}/main.conf:" + message.Replace("{0}", _folder, StringComparison.Ordinal),
        Conf.Refusal(() => Read(Write("main.conf", text), new HoconOptions { BuiltIn = "/program" })));

    [Fact]
    public void A_file_that_cannot_be_read_is_refused()
    {
        Assert.Equal($"{_folder}/none.conf: there is no such file; check the path", Conf.Refusal(() => Read($"{_folder}/none.conf")));
        Assert.Equal($"{_folder}: this is a folder; name a configuration file in it", Conf.Refusal(() => Read(_folder)));

        File.WriteAllBytes($"{_folder}/latin.conf", [(byte)'a', (byte)'=', 0xe9, (byte)'\n']);
        Assert.Equal(
            $"{_folder}/latin.conf: the file is not UTF-8 text (byte 3); check that it is a configuration, and save it as UTF-8",
            Conf.Refusal(() => Read($"{_folder}/latin.conf")));

        using (var large = File.OpenWrite($"{_folder}/large.conf"))
            large.SetLength(20_000_000);
        Assert.Equal(
            $"{_folder}/large.conf: the file has 20000000 bytes, more than a configuration may have (16777216); check that it is one",
            Conf.Refusal(() => Read($"{_folder}/large.conf")));
    }

    string Write(string name, string text)
    {
        var path = $"{_folder}/{name}";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    static string Read(string path, HoconOptions? options = null) => HoconReader.ReadFile(path, options).Render();
}
