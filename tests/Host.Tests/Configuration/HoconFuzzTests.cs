using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LossActors.Host.Configuration;
using LossActors.Host.Configuration.Hocon;

namespace LossActors.Host.Tests.Configuration;

public class HoconFuzzTests
{
    static readonly string[] Tokens =
    [
        "a",
        "b",
        "c.d",
        "\"e f\"",
        "=",
        ":",
        "+=",
        "{",
        "}",
        "[",
        "]",
        ",",
        "\n",
        " ",
        "#x\n",
        "//",
        "${a}",
        "${?b}",
        "${c.d}",
        "${",
        "\"",
        "\"\"\"",
        "1", "1e+5", "true", "null", "include ", "\"x.conf\"", "optional(", ")", "\\", "\\u00e9", "$", "\uFEFF", "é", "\0", ".", "-",
    ];

    [Fact]
    public void No_text_ends_in_anything_but_a_configuration_or_its_refusal() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(3000).WithReplay(17, 9),
        Prop.ForAll(Gen.Elements(Tokens).ListOf().Select(string.Concat).ToArbitrary(), Survives));

    [Fact]
    public void No_bytes_end_in_anything_but_a_configuration_or_its_refusal() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(17, 9),
        Prop.ForAll(ArbMap.Default.GeneratorFor<byte[]>().ToArbitrary(), bytes => Survives(Encoding.Latin1.GetString(bytes))));

    [Fact]
    public void Any_tree_prints_to_a_text_that_reads_back_as_the_same_tree() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(17, 9),
        Prop.ForAll(Trees(3).ToArbitrary(), tree => Conf.Rendered($"k = {tree.Render()}") == $"{{k = {tree.Render()}}}"));

    static bool Survives(string text)
    {
        try
        {
            return Conf.Read(text).Render().Length > 0;
        }
        catch (ConfigurationException refusal)
        {
            return refusal.Errors.Count > 0 && refusal.Errors.All(e => e.Sentence.Length > 0 && e.Origin.Line > 0 && e.Origin.Column > 0);
        }
    }

    static Gen<HoconValue> Trees(int depth)
    {
        var texts = ArbMap.Default.GeneratorFor<string>().Select(t => t ?? "");
        var scalars = Gen.OneOf(
            texts.Select(t => (HoconValue)new HoconScalar(default, t, HoconScalarKind.Text)),
            ArbMap.Default.GeneratorFor<NormalFloat>().Select(
                n => (HoconValue)new HoconScalar(default, n.Get.ToString("R"), HoconScalarKind.Number)),
            Gen.Constant((HoconValue)new HoconScalar(default, "null", HoconScalarKind.Null)));
        return depth == 0 ? scalars : Gen.OneOf(
            scalars,
            Trees(depth - 1).ListOf().Select(items => (HoconValue)new HoconArray(default, [.. items])),
            texts.Zip(Trees(depth - 1)).ListOf().Select(fields =>
                (HoconValue)new HoconObject(
                    default, [.. fields.DistinctBy(f => f.Item1).Select(f => new HoconField(f.Item1, default, f.Item2))])));
    }
}
