using LossActors.Genetics.Genomes;
using LossActors.Learning.Export;
using LossActors.Learning.Losses;
using LossActors.Learning.Tests.Losses;

namespace LossActors.Learning.Tests.Export;

public class LatexFormulaTests
{
    [Fact]
    public void Cross_entropy_reads_as_in_a_paper()
    {
        var text = Write("ce");

        Assert.Contains(@"\ell_i &= \sum_{j=1}^{C} \left(-y", text, StringComparison.Ordinal);
        Assert.Contains(@"\mathcal{L} &= \tfrac1N\sum_i \ell_i", text, StringComparison.Ordinal);
        Assert.Contains("% a test", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_factor_and_a_schedule_are_written_out()
    {
        var text = Write("dynamical(3, 25, tail=40)[ngl]");

        Assert.Contains(@"\Gamma_{y_i}(t) \sum_{j=1}^{C}", text, StringComparison.Ordinal);
        Assert.Contains("T = 25", text, StringComparison.Ordinal);
        Assert.Contains("the last 40 steps", text, StringComparison.Ordinal);
        Assert.Contains("multiplied by 12.2", text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(LossKernelTests.Genomes), MemberType = typeof(LossKernelTests))]
    public void Braces_and_brackets_balance(string genome)
    {
        var text = Write(genome);

        Assert.Equal(text.Count(c => c == '{'), text.Count(c => c == '}'));
        Assert.Equal(text.Split(@"\left").Length, text.Split(@"\right").Length);
    }

    static string Write(string genome) => LatexFormula.Write(LossPlan.Of(LossGenome.Parse(genome), 10, 1000), "a test");
}
