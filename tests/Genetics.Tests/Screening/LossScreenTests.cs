using LossActors.Genetics.Genomes;
using LossActors.Genetics.Screening;

namespace LossActors.Genetics.Tests.Screening;

public class LossScreenTests
{
    [Theory]
    [InlineData("ngl", 12.27, 0.005)]
    [InlineData("rooted(3, 3)", 2.154, 0.0005)]
    [InlineData("gce(0.7)", 5.01, 0.005)]
    [InlineData("focal", 0.817, 0.0005)]
    [InlineData("unit(4)[focal]", 4 * 0.817, 0.002)]
    [InlineData("raw[ngl]", 1, 0)]
    public void Unit_factors_are_the_measured_ones_at_ten_classes(string loss, double factor, double tolerance)
    {
        var accepted = Assert.IsType<ScreenVerdict.Accepted>(LossScreen.Examine(LossGenome.Parse(loss), 10));
        Assert.Equal(factor, accepted.Factor, tolerance);
        Assert.Equal(accepted.Factor, UnitScale.GradientFactor(accepted.Genome, 10), 1e-3 * tolerance);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(1000)]
    public void Cross_entropy_has_the_unit_factor_one_to_the_last_bit(int classes) =>
        Assert.Equal(1, Assert.IsType<ScreenVerdict.Accepted>(LossScreen.Examine(LossGenome.Parse("ce"), classes)).Factor);

    [Fact]
    public void Every_named_loss_is_a_candidate_at_two_to_fifty_classes()
    {
        foreach (var classes in (int[])[2, 10, 50])
            foreach (var named in NamedLosses.All)
                Assert.True(
                    LossScreen.Examine(named.Default, classes) is ScreenVerdict.Accepted { Factor: > 0 }, $"{named.Name} at {classes}");
    }

    [Theory]
    [InlineData("y*C", Refusal.NoInput)]
    [InlineData("p - p + y", Refusal.NoInput)]
    [InlineData("log(p)", Refusal.NoTarget)]
    [InlineData("p + y", Refusal.Flat)]
    [InlineData("y*log(p*1e-9)", Refusal.Flat)]
    [InlineData("y*sqrt(1e-7*p)", Refusal.Flat)]
    [InlineData("y*log(p)*square(exp(70 + z))", Refusal.NotFinite)]
    [InlineData("-1e-5*y*log(p)", Refusal.Factor)]
    [InlineData("-1e5*y*log(p)", Refusal.Factor)]
    [InlineData("raw[y*log(p)]", Refusal.WrongSign)]
    public void What_cannot_teach_is_refused_with_a_reason(string loss, Refusal reason) =>
        Assert.Equal(reason, Assert.IsType<ScreenVerdict.Rejected>(LossScreen.Examine(LossGenome.Parse(loss), 10)).Reason);

    [Fact]
    public void A_loss_upside_down_is_turned()
    {
        var accepted = Assert.IsType<ScreenVerdict.Accepted>(LossScreen.Examine(LossGenome.Parse("2*y*log(p)"), 10));

        Assert.Equal("-2*y*log(p)", accepted.Genome.ToString());
        Assert.Equal(0.5, accepted.Factor);
    }

    [Theory]
    [InlineData("-y*log(p)", "3.7*y*log(1/p) - 5*p + y*C")]
    [InlineData("-y*log(p)", "y*log(p)")]
    [InlineData("square(p - y)", "square(p) - 2*p*y")]
    [InlineData("rooted(3, 3)", "gce(0.3333333333333333)")]
    [InlineData("-y*log(p)", "-y*z + log(2)*z - z*log(2) - (1 - y)*0*p + y*(z - log(p))")]
    [InlineData("sam(0.05)[mae]", "sam(0.05)[y*(1 - p)]")]
    public void Twins_share_a_key(string one, string other) => Assert.NotEmpty(Keys(one).Intersect(Keys(other)));

    [Theory]
    [InlineData("ce", "focal")]
    [InlineData("ce", "focal(0.05)")]
    [InlineData("ce", "sam(0.05)[ce]")]
    [InlineData("ce", "unit(2)[ce]")]
    [InlineData("flood(0.1)[ce]", "flood(0.2)[ce]")]
    [InlineData("rooted(3)", "rooted(4)")]
    public void Other_losses_share_none(string one, string other) => Assert.Empty(Keys(one).Intersect(Keys(other)));

    [Fact]
    public void Fingerprints_are_the_same_bits_on_every_processor()
    {
        var fingerprint = Assert.IsType<ScreenVerdict.Accepted>(LossScreen.Examine(LossGenome.Parse("ngl"), 10)).Fingerprint;

        Assert.Equal(("30e7b3d72298db78db40ca62661a059d", "ac21981ac724efc1b7e04af87af2fd78"), (fingerprint.OnGrid, fingerprint.OffGrid));
    }

    static IReadOnlyList<string> Keys(string loss) =>
        Assert.IsType<ScreenVerdict.Accepted>(LossScreen.Examine(LossGenome.Parse(loss), 10)).Keys;
}
