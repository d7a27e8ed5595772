using LossActors.Host.Configuration.Hocon;
using LossActors.Host.Configuration.Settings;

namespace LossActors.Host.Tests.Configuration;

public class SettingsReaderTests
{
    enum Order
    {
        Reproducible,
        AsArrived,
    }

    [Fact]
    public void Settings_of_every_type_are_read()
    {
        var root = Conf.Read("""
            text = a b, number = 60, big = 1e12, rate = "0.003", flag = on, off = no, wait = 5 minutes
            order = as-arrived, word = auto, lanes = 3, cards = [0, 2], all = all, seeds = [ce, "-y*log(p)"], path = null
            inner { deep { x = 1 } }, items = [{ x = 1 }, { x = 2 }], date = 2026-11-23
            """);

        var read = SettingsReader.Read(root, s => new object[]
        {
            s.Get("text", Setting.Text),
            s.Get("number", Setting.Int32(1)),
            s.Get("big", Setting.Int64()),
            s.Get("rate", Setting.Double(0, 1)),
            s.Get("flag", Setting.Boolean), s.Get("off", Setting.Boolean), s.Get("wait", Setting.Duration()),
            s.Get("order", Setting.OneOf<Order>()), s.Get("word", Setting.Word("auto", 0, Setting.Int32(1))),
            s.Get("lanes", Setting.Word("auto", 0, Setting.Int32(1))),
            s.Get("cards", Setting.Word("all", [], Setting.List(Setting.Int32()))).Count,
            s.Get("all", Setting.Word("all", [], Setting.List(Setting.Int32()))).Count,
            string.Join('|', s.Get("seeds", Setting.List(Setting.Text))),
            s.Get("path", Setting.Text, "absent"), s.Find("absent", Setting.Int32()) is null, s.TryGet("path", Setting.Text, out _),
            s.Get("inner.deep.x", Setting.Int32()), s.Section("inner").Section("deep").Get("x", Setting.Int32()),
            string.Join('|', s.Sections("items").Select(i => i.Get("x", Setting.Int32()))),
            s.Get("date", Setting.Parsed("a date", "2026-01-01", DateOnly.Parse)).Day,
            s.Has("text"), s.Has("path"), s.Section("none").Has("x"),
        });

        Assert.Equal(
        [
            "a b", 60, 1_000_000_000_000L, 0.003,
            true, false, TimeSpan.FromMinutes(5),
            Order.AsArrived, 0,
            3, 2,
            0, "ce|-y*log(p)",
            "absent", true, false,
            1, 1,
            "1|2", 23,
            true, false, false,
        ], read);
    }

    public static TheoryData<string, Func<SettingsReader, object?>, string> Faults => new()
    {
        { "four", Any(Setting.Int32(1, 4096)), "is \"four\", but must be a whole number from 1 to 4096; write for example k = 1" },
        { "0", Any(Setting.Int32(1, 4096)), "is 0, but must be a whole number from 1 to 4096; raise it to at least 1" },
        { "5000", Any(Setting.Int32(1, 4096)), "is 5000, but must be a whole number from 1 to 4096; lower it to at most 4096" },
        { "1.5", Any(Setting.Int32(0)), "is 1.5, but must be a whole number of at least 0; write for example k = 1" },
        { "3000000000", Any(Setting.Int32()), "is 3000000000, but must be a whole number; write for example k = 1" },
        { "[1]", Any(Setting.Int64(0, 9)), "is a list, but must be a whole number from 0 to 9; write for example k = 1" },
        { "{ a = 1 }", Any(Setting.Text), "is an object, but must be a text; write for example k = \"…\"" },
        { "\" \"", Any(Setting.Name), "is \" \", but must be a text that is not empty; write for example k = first" },
        { "0", Any(Setting.Double(0, 1, aboveMin: true)), "is 0, but must be a number above 0 and at most 1; raise it to above 0" },
        { "1", Any(Setting.Double(0, 1, belowMax: true)), "is 1, but must be a number of at least 0 and below 1; lower it to below 1" },
        { "-1", Any(Setting.Double(0)), "is -1, but must be a number of at least 0; raise it to at least 0" },
        { "0", Any(Setting.Double(0, aboveMin: true)), "is 0, but must be a number above 0; raise it to above 0" },
        { "3", Any(Setting.Double(max: 2)), "is 3, but must be a number of at most 2; lower it to at most 2" },
        { "1.5", Any(Setting.Double(0, 1)), "is 1.5, but must be a number from 0 to 1; lower it to at most 1" },
        {
            "10ns",
            Any(Setting.Duration()),
            "is \"10ns\", but must be a duration with its unit (ms, s, m, h, d); write for example k = 10s"
        },
        { "NaN", Any(Setting.Double()), "is \"NaN\", but must be a number; write for example k = 0.5" },
        { "1e999", Any(Setting.Double()), "is 1e999, but must be a number; write for example k = 0.5" },
        { "maybe", Any(Setting.Boolean), "is \"maybe\", but must be true or false; write for example k = true" },
        { "10", Any(Setting.Duration()), "is 10, but must be a duration with its unit (ms, s, m, h, d); write for example k = 10s" },
        {
            "10 parsecs",
            Any(Setting.Duration()),
            "is \"10 parsecs\", but must be a duration with its unit (ms, s, m, h, d); write for example k = 10s"
        },
        { "-1s", Any(Setting.Duration()), "is \"-1s\", but must be a duration with its unit (ms, s, m, h, d); raise it to at least 0s" },
        {
            "2h",
            Any(Setting.Duration(max: TimeSpan.FromMinutes(90))),
            "is \"2h\", but must be a duration from 0s to 90m with its unit (ms, s, m, h, d); lower it to at most 90m"
        },
        {
            "as-arived",
            Any(Setting.OneOf<Order>()),
            "is \"as-arived\", but must be one of reproducible, as-arrived; did you mean as-arrived?"
        },
        { "chaos", Any(Setting.OneOf("ring", "full")), "is \"chaos\", but must be one of ring, full; write for example k = ring" },
        {
            "atuo",
            Any(Setting.Word("auto", 0, Setting.Int32(1, 64))),
            "is \"atuo\", but must be auto or a whole number from 1 to 64; did you mean auto?"
        },
        {
            "many",
            Any(Setting.Word("auto", 0, Setting.Int32(1, 64))),
            "is \"many\", but must be auto or a whole number from 1 to 64; write for example k = 1"
        },
        {
            "0",
            Any(Setting.Word("auto", 0, Setting.Int32(1, 64))),
            "is 0, but must be auto or a whole number from 1 to 64; raise it to at least 1"
        },
        {
            "ce",
            Any(Setting.List(Setting.Name)),
            "is \"ce\", but must be a list, each item a text that is not empty; write for example k = [first]"
        },
        {
            "[]",
            Any(Setting.List(Setting.Name, atLeast: 1)),
            "is an empty list, but must be a list (of at least 1 items), each item a text that is not empty; it has 0"
        },
        {
            "monday",
            Any(Setting.Parsed("a date", "2026-01-01", DateOnly.Parse)),
            "is \"monday\", but must be a date: String 'monday' was not recognized as a valid DateOnly."
        },
        {
            "[]",
            Any(Setting.Parsed("a date", "2026-01-01", DateOnly.Parse)),
            "is an empty list, but must be a date; write for example k = 2026-01-01"
        },
    };

    [Theory, MemberData(nameof(Faults))]
    public void A_value_at_fault_is_named_with_what_is_expected_and_a_remedy(
        string value, Func<SettingsReader, object?> read, string sentence)
    {
        var root = Conf.Read($"s {{\n  k = {value}\n}}");

        Assert.Equal($"a.conf:2:7: s.k {sentence}", Refused(root, s => read(s.Section("s"))));
    }

    [Theory]
    [InlineData("[0, 2]", 2)]
    [InlineData("3", 3)]
    public void A_value_may_stand_for_a_list(string value, int count)
    {
        var type = Setting.ListOr(
            Setting.List(Setting.Int32()), Setting.Parsed<IReadOnlyList<int>>("a count or a list", "2", text => new int[int.Parse(text)]));

        Assert.Equal(count, SettingsReader.Read(Conf.Read($"k = {value}"), s => s.Get("k", type)).Count);
        Assert.Equal("a.conf:1:5: k is \"x\", but must be a count or a list: The input string 'x' was not in a correct format.",
            Refused(Conf.Read("k = x"), s => s.Get("k", type)));
        Assert.Equal(
            "a.conf:1:6: k[0] is \"x\", but must be a whole number; write for example k = 1",
            Refused(Conf.Read("k = [x]"), s => s.Get("k", type)));
    }

    [Fact]
    public void Items_of_a_list_are_named_by_their_index_and_place() =>
        Assert.Equal("a.conf:2:2: k[1] is \"x\", but must be a whole number; write for example k = 1",
            Refused(Conf.Read("k = [1,\n x]"), s => s.Get("k", Setting.List(Setting.Int32()))));

    [Theory]
    [InlineData("islands {}", "a.conf:1:9: islands.count is missing; write for example count = 1 (a whole number from 1 to 64)")]
    [InlineData(
        "islands { count = null }", "a.conf:1:9: islands.count is missing; write for example count = 1 (a whole number from 1 to 64)")]
    [InlineData("", "a.conf:1:1: islands.count is missing; write for example count = 1 (a whole number from 1 to 64)")]
    [InlineData("islands = 4", "a.conf:1:11: islands is 4, but must be an object; write for example islands { … }")]
    public void What_must_be_there_is_missed(string text, string message) =>
        Assert.Equal(message, Refused(Conf.Read(text), s => s.Get("islands.count", Setting.Int32(1, 64))));

    [Theory]
    [InlineData("islands { coutn = 4 }", "a.conf:1:11: the key islands.coutn is unknown; did you mean islands.count?")]
    [InlineData("islands { zzz = 4 }", "a.conf:1:11: the key islands.zzz is unknown; known here: count, window")]
    [InlineData("island { count = 4 }", "a.conf:1:1: the key island is unknown; did you mean islands?")]
    [InlineData("islands { batch = 4 }", "a.conf:1:11: the key islands.batch is unknown; did you mean evaluation.batch?")]
    [InlineData("islands { \"a b\" = 4 }", "a.conf:1:11: the key islands.\"a b\" is unknown; known here: count, window")]
    [InlineData("list = [{ x = 1, y = 2 }]", "a.conf:1:18: the key list[0].y is unknown; known here: x")]
    [InlineData("list = 5", "a.conf:1:8: list is 5, but must be a list of objects; write for example list = [{ … }]")]
    [InlineData("list = [{ x = 1 }, 5]", "a.conf:1:20: list[1] is 5, but must be an object; write for example list { … }")]
    public void An_unknown_key_is_refused_with_the_one_that_was_meant(string text, string message) =>
        Assert.Equal(message, Refused(Conf.Read(text), s =>
    {
        var islands = s.Section("islands");
        islands.Get("count", Setting.Int32(), 1);
        islands.Accept("window");
        s.Get("evaluation.batch", Setting.Int32(), 1);
        return s.Sections("list").Sum(i => i.Get("x", Setting.Int32()));
    }));

    [Fact]
    public void All_faults_are_reported_together_in_the_order_of_the_text()
    {
        var root = Conf.Read("c = x\nd = 1\na = 0\nb = 1");

        var refusal = Refused(root, s =>
        {
            var text = s.Get("missing", Setting.Text);
            s.Get("a", Setting.Int32(1));
            s.Get("c", Setting.Boolean);
            s.Accept("b");
            return text;
        });

        Assert.Equal(
            """
            a.conf:1:1: missing is missing; write for example missing = "…" (a text)
            a.conf:1:5: c is "x", but must be true or false; write for example c = true
            a.conf:2:1: the key d is unknown; known here: a, b, c, missing
            a.conf:3:5: a is 0, but must be a whole number of at least 1; raise it to at least 1
            """.ReplaceLineEndings("\n"),
            refusal);
    }

    [Theory]
    [InlineData("a = 2, b = 3", "a.conf:1:12: b is 3, more than a (2)")]
    [InlineData("a = x, b = 3", "a.conf:1:5: a is \"x\", but must be a whole number; write for example a = 1")]
    [InlineData("a = 2, b = 3, c = 1", "a.conf:1:15: the key c is unknown; known here: a, b")]
    public void What_several_values_show_is_told_once_each_of_them_reads(string text, string told) => Assert.Equal(
        told,
        Refused(Conf.Read(text), s =>
        {
            var (a, b) = (s.Get("a", Setting.Int32()), s.Get("b", Setting.Int32()));
            if (b > a) s.Refuse("b", $"is {b}, more than a ({a})");
            return b;
        }));

    [Fact]
    public void A_value_that_is_read_twice_is_at_fault_once() => Assert.Single(
        Refused(Conf.Read("a = x"), s => s.Get("a", Setting.Int32()) + s.Get("a", Setting.Int32())).Split('\n'));

    [Theory]
    [InlineData("first")]
    [InlineData("a.B-7_c")]
    [InlineData("..a")]
    public void An_identifier_is_letters_digits_dots_lines_and_dashes(string name) =>
        Assert.Equal(name, SettingsReader.Read(Conf.Read($"k = \"{name}\""), s => s.Get("k", Setting.Identifier)));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("..")]
    [InlineData("../evil")]
    [InlineData("a b")]
    [InlineData("a'b")]
    [InlineData("a\\nb")]
    [InlineData("a\\u001b[31mb")]
    [InlineData("größe")]
    [InlineData("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    public void What_could_leave_its_folder_or_its_line_is_no_identifier(string name)
    {
        var refusal = Refused(Conf.Read($"k = \"{name}\""), s => s.Get("k", Setting.Identifier));
        Assert.Contains("must be a name of at most 100 letters, digits, '.', '_' and '-'", refusal);
        Assert.DoesNotContain(refusal, char.IsControl);
    }

    [Fact]
    public void Keys_that_a_reader_did_not_come_to_are_not_called_unknown() => Assert.Equal(
        "a.conf:1:5: a is 0, but must be a whole number of at least 1; raise it to at least 1",
        Refused(Conf.Read("a = 0\nb = 1"), s => 1 / s.Get("a", Setting.Int32(1)) + s.Get("b", Setting.Int32(1))));

    [Fact]
    public void A_message_lists_ten_faults_and_counts_the_rest()
    {
        var root = Conf.Read(string.Join('\n', Enumerable.Range(0, 13).Select(i => $"k{i}k{i}k = 1")));

        var lines = Refused(root, _ => 0).Split('\n');

        Assert.Equal(11, lines.Length);
        Assert.Equal("… and 3 more", lines[^1]);
    }

    [Fact]
    public void What_the_reader_throws_itself_is_passed_on_where_no_setting_is_at_fault() =>
        Assert.Throws<InvalidOperationException>(() => SettingsReader.Read<int>(Conf.Read(""), _ => throw new InvalidOperationException()));

    [Fact]
    public void A_value_from_the_environment_or_the_command_line_is_named_by_its_source()
    {
        var options = new HoconOptions { Environment = _ => "many", Overrides = ["b=few"] };
        var root = Conf.Read("a = ${LANES}", options);

        Assert.Equal("--set b=few: b is \"few\", but must be a whole number; write for example b = 1\n"
            + "a.conf:1:5: (environment variable LANES) a is \"many\", but must be a whole number; write for example a = 1",
            Refused(root, s => s.Get("a", Setting.Int32()) + s.Get("b", Setting.Int32())));
    }

    [Theory]
    [InlineData("100ns", 1e-7)]
    [InlineData("10us", 1e-5)]
    [InlineData("200ms", 0.2)]
    [InlineData("200 milliseconds", 0.2)]
    [InlineData("10s", 10)]
    [InlineData("1.5 minutes", 90)]
    [InlineData("1m", 60)]
    [InlineData("2h", 7200)]
    [InlineData("1 day", 86400)]
    public void Durations_have_units(string text, double seconds) =>
        Assert.Equal(seconds, SettingsReader.Read(Conf.Read($"k = {text}"), s => s.Get("k", Setting.Duration())).TotalSeconds, 9);

    static Func<SettingsReader, object?> Any<T>(SettingType<T> type) => s => s.Get("k", type);

    static string Refused<T>(HoconObject root, Func<SettingsReader, T> read) => Conf.Refusal(() => SettingsReader.Read(root, read));
}
