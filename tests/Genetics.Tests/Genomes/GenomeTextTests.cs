using LossActors.Genetics.Expressions;
using LossActors.Genetics.Genes.Reductions;
using LossActors.Genetics.Genes.Schedules;
using LossActors.Genetics.Genomes;

namespace LossActors.Genetics.Tests.Genomes;

public class GenomeTextTests
{
    [Theory]
    [InlineData("-y*log(p)")]
    [InlineData("sam(0.05)[soft_ascent(0.1, 1)[dynamical(3, 25)[-y*log(p)]]]")]
    [InlineData("raw[-y*log(p)]")]
    [InlineData("unit(0.25)[asam(2)[square(p - y)]]")]
    [InlineData("flood(0.1)[-y*log(p)]")]
    [InlineData("iflood(-0.1)[-y*log(p)]")]
    [InlineData("cvar(0.9)[-y*log(p)]")]
    [InlineData("cvar(0.9, learned)[-y*log(p)]")]
    [InlineData("chi2(0.5, learned)[-y*log(p)]")]
    [InlineData("tilted(-2)[-y*log(p)]")]
    [InlineData("concentrated(cvar(0.5), 0.4)[-y*log(p)]")]
    [InlineData("concentrated(linear, 0.1, rho=abs, theta=quantile, level=batch)[-y*log(p)]")]
    [InlineData("concentrated(tilted(2), -0.1, rho=square, theta=learned)[-y*log(p)]")]
    [InlineData("dynamical(70, 5000, outputs, start=middle, tail=500)[square(z - y)]")]
    public void Every_gene_prints_as_it_is_read(string text)
    {
        var genome = LossGenome.Parse(text);
        Assert.Equal(text, genome.ToString());
        Assert.Equal(genome, LossGenome.Parse(genome.ToString()));
    }

    [Theory]
    [InlineData("unit[mean[static[-y*log(p)]]]", "-y*log(p)")]
    [InlineData("unit(1)[ce]", "-y*log(p)")]
    [InlineData("soft_ascent(0.1)[ce]", "soft_ascent(0.1, 1)[-y*log(p)]")]
    [InlineData("concentrated(0.4, cvar(0.5), theta=0, level=point)[ce]", "concentrated(cvar(0.5), 0.4)[-y*log(p)]")]
    [InlineData("focal", "-y*square(1 - p)*log(p)")]
    [InlineData("focal(3, 0.25)", "-0.25*y*pow(1 - p, 3)*log(p)")]
    [InlineData("focal(alpha=0.25)", "-0.25*y*square(1 - p)*log(p)")]
    [InlineData("rooted", "-y*root(3, p)")]
    [InlineData("rooted(8, 10)", "-1.25*y*root(8, p)")]
    [InlineData("raw[sam(0.05)[dce(3, 25)]]", "raw[sam(0.05)[dynamical(3, 25)[-y*log(p)]]]")]
    public void Names_and_plain_wrappers_are_read_and_written_out_in_full(string text, string printed) =>
        Assert.Equal(printed, LossGenome.Parse(text).ToString());

    [Theory]
    [InlineData("flood(0.1)", "flood wraps a loss: write flood(0.1)[-y*log(p)]; expected '[', found the end")]
    [InlineData("flood[ce]", "flood needs its threshold, a number (column 1)")]
    [InlineData("flood(1, 2)[ce]", "flood has one number too many")]
    [InlineData("cvar(0.5, lerned)[ce]", "cvar knows no \"lerned\"; did you mean \"learned\"?")]
    [InlineData("cvar(1.5)[ce]", "the level of cvar must be from 0 to 0.999, not 1.5 (column 1)")]
    [InlineData("tilted(0)[ce]", "must not be 0")]
    [InlineData("unit(3)[ce]", "must be one of 0.25, 0.5, 1, 2, 4, not 3")]
    [InlineData("sam(0)[ce]", "the radius of sam must be from 1e-6 to 10, not 0")]
    [InlineData("dynamical(3, 2.5)[ce]", "the period of dynamical must be a whole number, not 2.5")]
    [InlineData("dynamical(0.5, 25)[ce]", "the amplitude of dynamical must be from 1 to 10000")]
    [InlineData("dynamical(3, 25, start=end)[ce]", "start must be one of beginning, middle, not end")]
    [InlineData("dynamical(3, 25)[sam(0.1)[ce]]", "sam must stand outside dynamical")]
    [InlineData("flood(1)[cvar(0.5)[ce]]", "flood and cvar are both a reduction; a loss has one")]
    [InlineData("flood(1)[softad]", "softad has a reduction of its own (soft_ascent(0.08, 1)); leave out flood(1)")]
    [InlineData("flood(1)[ce", "expected ']' to close a wrapper, found the end")]
    [InlineData("flood(1)[ce]]", "expected an operator or the end, found ']'")]
    [InlineData("focall(2)", "unknown loss or function \"focall\"; did you mean \"focal\"?")]
    [InlineData("focal(99)", "the gamma of focal must be from 0 to 20, not 99")]
    [InlineData("focal(delta=1)", "focal knows no \"delta\"")]
    [InlineData("ce + p", "expected an operator or the end, found '+'")]
    [InlineData("concentrated(cvr(0.5), 0.4)[ce]", "unknown certainty equivalent \"cvr\"; did you mean \"cvar\"?")]
    [InlineData("dynamical(3, 25)[-y*lg(p)]", "unknown function \"lg\"; did you mean \"log\"?")]
    public void Text_that_is_no_genome_is_refused_with_the_remedy(string text, string message) =>
        Assert.Contains(message, Assert.Throws<ExpressionException>(() => LossGenome.Parse(text)).Message);

    [Fact]
    public void Every_named_loss_has_a_genome_that_reads_back()
    {
        foreach (var named in NamedLosses.All)
        {
            Assert.Equal(named.Default, LossGenome.Parse(named.Name));
            Assert.Equal(named.Default, LossGenome.Parse(named.Default.ToString()));
            Assert.NotEmpty(named.Source);
        }

        Assert.Equal(NamedLosses.All.Length, NamedLosses.All.Select(n => n.Default.CanonicalText).Distinct().Count());
        Assert.All(NamedLosses.Baselines, b => LossGenome.Parse(b.Loss));
        Assert.Empty(NamedMethod.All.Where(m => NamedLosses.Find(m.Name) is not null));
    }

    [Theory]
    [InlineData("cvar(0.9)", "cvar(0.9)[-y*log(p)]")]
    [InlineData("raw[sam(0.1)[iflood(0.2)]]", "raw[sam(0.1)[iflood(0.2)[-y*log(p)]]]")]
    [InlineData("tilted(gamma=2)", "tilted(2)[-y*log(p)]")]
    [InlineData("cvar", "cvar(0.5)[-y*log(p)]")]
    [InlineData("cvar(0.9)[mse]", "cvar(0.9)[square(p - y)]")]
    public void A_reduction_that_is_a_published_loss_wraps_cross_entropy_where_it_stands_alone(string text, string full) =>
        Assert.Equal(full, LossGenome.Parse(text).ToString());

    [Theory]
    [InlineData("cvar(0.5, learned)", "cvar wraps a loss: write cvar(0.5, learned)[-y*log(p)]")]
    [InlineData("cvar(2)", "the beta of cvar must be from 0 to 0.999, not 2")]
    [InlineData("flood(1)[cvar(0.5)]", "cvar has a reduction of its own (cvar(0.5)); leave out flood(1)")]
    public void Such_a_reduction_is_refused_as_others_are(string text, string message) =>
        Assert.Contains(message, Assert.Throws<ExpressionException>(() => LossGenome.Parse(text)).Message);

    [Fact]
    public void Equal_bodies_have_one_canonical_text_and_hash()
    {
        var one = LossGenome.Parse("sam(0.05)[log(p)*(0 - y)]");
        var other = LossGenome.Parse("sam(0.05)[-y*log(p)]");

        Assert.Equal("sam(0.05)[-y*log(p)]", one.CanonicalText);
        Assert.Equal(other.CanonicalHash, one.CanonicalHash);
        Assert.NotEqual(LossGenome.Parse("ce").CanonicalHash, one.CanonicalHash);
        Assert.Equal("cb62ac5151c4e7b30c8c69b5d22882cc", LossGenome.Parse("ce").CanonicalHash);
    }

    [Fact]
    public void Complexity_counts_nodes_genes_and_their_arguments()
    {
        Assert.Equal(5, LossGenome.Parse("ce").Complexity);
        Assert.Equal(5 + 2 + 3 + 3, LossGenome.Parse("sam(0.05)[soft_ascent(0.1, 1)[dynamical(3, 25)[ce]]]").Complexity);
        Assert.Equal(5 + 1, LossGenome.Parse("raw[ce]").Complexity);
    }

    [Fact]
    public void Latex_names_the_wrappers() => Assert.Equal(
        @"\mathrm{sam}_{0.05}\left[\mathrm{soft\_ascent}_{0.1, 1}\left[-y \, \log\left(p\right)\right]\right]",
        LossGenome.Parse("sam(0.05)[soft_ascent(0.1, 1)[ce]]").Latex);

    [Fact]
    public void Class_weights_rise_to_the_published_peak_and_have_mean_one()
    {
        var schedule = new DynamicalSchedule(70, 5000, Tail: 10_000);
        var weights = new double[3];

        schedule.Weigh(0, 70_000, weights);
        Assert.Equal([1, 1, 1], weights);
        schedule.Weigh(2500, 70_000, weights);
        Assert.Equal(2.9167, weights[0], 1e-4);
        Assert.Equal(0.041667, weights[1], 1e-6);
        schedule.Weigh(5000 + 1234, 70_000, weights);
        Assert.Equal(3, weights.Sum(), 1e-12);
        Assert.True(weights[1] > weights[0] && weights[0] == weights[2]);
        schedule.Weigh(5000 * 3 + 2500, 70_000, weights);
        Assert.Equal(2.9167, weights[0], 1e-4);
        schedule.Weigh(60_000, 70_000, weights);
        Assert.Equal([1, 1, 1], weights);
        (schedule with { FromMiddle = true }).Weigh(0, 70_000, weights);
        Assert.Equal(2.9167, weights[0], 1e-4);
    }

    [Fact]
    public void A_threshold_moves_and_the_rest_of_the_reduction_stays()
    {
        Assert.Equal(new SoftAscent(0.3, 2), new SoftAscent(0.1, 2).At(0.3));
        Assert.Equal(
            LossGenome.Parse("concentrated(cvar(0.5), 0.7, rho=abs)[ce]").Reduction,
            LossGenome.Parse("concentrated(cvar(0.5), 0.4, rho=abs)[ce]").Reduction.At(0.7));
        Assert.Null(new ValueAtRisk(0.5).Threshold);
    }
}
