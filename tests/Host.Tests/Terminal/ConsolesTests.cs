using LossActors.Host.Comparing;
using LossActors.Host.Output;
using LossActors.Host.Terminal;
using Spectre.Console;

namespace LossActors.Host.Tests.Terminal;

public sealed class ConsolesTests
{
    [Fact]
    public void A_table_too_wide_for_the_console_is_written_whole_and_the_console_stays_as_wide_as_it_was()
    {
        using var written = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(written) });
        console.Profile.Width = 30;
        var formula = string.Join('*', Enumerable.Repeat("log(p)", 40));
        console.WriteWhole(new Table().AddColumn(new TableColumn("loss").NoWrap()).AddColumn("test %").AddRow(formula, "97.25"));
        Assert.Contains(formula, written.ToString(), StringComparison.Ordinal);
        Assert.Contains("97.25", written.ToString(), StringComparison.Ordinal);
        Assert.Equal(30, console.Profile.Width);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.12345, "−0.1235")]
    [InlineData(1234567, "1234567")]
    [InlineData(3.4e35, "3.4E+35")]
    [InlineData(1.5e-7, "1.5E-7")]
    public void A_number_is_short_however_large(double value, string text) => Assert.Equal(text, Show.Plain(value));

    [Theory]
    [InlineData(0.003, "0.003")]
    [InlineData(1e-5, "0.00001")]
    [InlineData(3e-8, "3E-8")]
    [InlineData(1e18, "1E+18")]
    public void A_rate_is_never_shown_as_zero(double rate, string text) => Assert.Equal(text, RateText.Of(rate));
}
