using System.Diagnostics;
using LossActors.Host.Output;

namespace LossActors.Host.Tests.Output;

public sealed class ShownTests
{
    const string Hostile = "a\u001b[31m\u202e\u2028b";

    [Fact]
    public void What_could_command_a_terminal_is_spelled_out()
    {
        Assert.Equal("a\\u001b[31m\\u202e\\u2028b", Shown.Line(Hostile));
        Assert.Equal("a\\u000ab\\u007f\\u009b", Shown.Line("a\nb\u007f\u009b"));
        Assert.Equal("-y*log(p) größe λ 数", Shown.Line("-y*log(p) größe λ 数"));
        Assert.Equal("a\\u001b[[31m]]", Shown.Markup("a\u001b[31m]"));
    }

    [Fact]
    public void The_console_keeps_lines_and_tabs()
    {
        using var console = new StringWriter { NewLine = "\n" };
        using var shown = new ShownWriter(console) { NewLine = "\n" };
        shown.WriteLine($"{Hostile}\tc\nd\r");
        Assert.Equal("a\\u001b[31m\\u202e\\u2028b\tc\nd\\u000d\n", console.ToString());
    }

    [Theory]
    [InlineData("sqlite:runs/a.db")]
    [InlineData("sqlite:/my folder/it's $HOME `x`.db")]
    [InlineData("")]
    [InlineData("a'b\\c\nd\u001b\u202e")]
    public void A_shell_reads_a_hint_as_it_was_meant(string word)
    {
        var hint = Hint.Line("a", word, "b");
        Assert.True(hint.All(Shown.IsHarmless));
        var start = new ProcessStartInfo("bash", ["-c", hint.Replace("./lossactors", "printf '%s\\0'")])
        {
            RedirectStandardOutput = true, Environment = { ["LC_ALL"] = "C.UTF-8" },
        };
        using var bash = Process.Start(start)!;
        Assert.Equal($"a\0{word}\0b\0", bash.StandardOutput.ReadToEnd());
    }
}
