using LossActors.Genetics.Genes;
using System.Collections.Immutable;
using LossActors.Genetics.Genomes;
using LossActors.Genetics.Randomness;
using LossActors.Genetics.Variation;

namespace LossActors.Genetics.Tests.Variation;

public class LossBreederTests
{
    static readonly VariationSettings Settings = new() { Classes = 10 };

    static RandomStream Draws(uint birth) => Philox.Stream(1, 0, birth, Purpose.Variation);

    static ImmutableArray<Bred> Founders(int count, VariationSettings? settings = null)
    {
        var breeder = new LossBreeder(settings ?? Settings);
        var taken = new HashSet<string>();
        var bred = ImmutableArray.CreateBuilder<Bred>();
        for (uint birth = 0; birth < count; birth++)
        {
            bred.Add(breeder.Random(Draws(birth), taken.Contains));
            taken.UnionWith(bred[^1].Keys);
        }

        return bred.ToImmutable();
    }

    static ImmutableArray<Bred> Children(int count, VariationSettings settings)
    {
        var breeder = new LossBreeder(settings);
        var pool = Founders(10, settings).Select(f => f.Genome).ToList();
        return [.. Enumerable.Range(100, count)
            .Select(birth => breeder.Child(pool, d => d.NextInt(pool.Count), Draws((uint)birth), _ => false))];
    }

    /// <summary>What a seed breeds must never change silently: a stored run replays it.</summary>
    [Fact]
    public void A_seed_breeds_the_same_twenty_losses_everywhere()
    {
        var texts = Founders(10).Concat(Children(10, Settings)).Select(b => $"{b.How}: {b.Genome}");

        Assert.Equal(
            """
            random: y*(2.19 - p - sin(1))
            random: tanh(cos(2.74)) - cos(z - y) - root(4, p*(0.37 + y))
            random: (1.12 + y)/p
            random: 10000*square(square(p))/(log(tanh(log(2))) - log(y))
            random: unit(0.5)[(p - y)*square(p)]
            random: -pow(pow(root(4, log(p)*exp(y)*(3.65 - 4*z)), 0.14), -0.21)
            random: tanh(cos(0.6925) + root(64, y/p))
            random: unit(2)[sin(exp(y))*sqrt(p/y) + log(0.1575*y*p)*min(cos(z*C), y*p*exp(1)) - (0.01 + tanh(2.13))*sin(abs(log(y)))]
            random: -root(64, exp(y))*square(p)
            random: -log(cos(y + log(2.15 - y))*(pow(y, -0.71)*(z + p*z) - tanh(log(y) - sqrt(p))))
            point: unit(0.5)[p*(p - y)]
            crossover: y*(2.19 - p - tanh(log(2)))
            point: root(64, cos(y))*square(p)
            crossover: unit(0.5)[sin(exp(y))*sqrt(p/y) + log(0.1575*y*p)*min(cos(z*C), exp(1)*(p - y)*square(p)) - (0.01 + tanh(2.13))*sin(abs(log(y)))]
            crossover: tanh(tanh(cos(2.74)) + root(64, y/p))
            crossover: unit(2)[-log(cos(y + log(2.15 - y))*(tanh(log(y) - sqrt(p)) - 0.1575*y))]
            constant: unit(2)[sin(exp(y))*sqrt(p/y) + log(0.1575*y*p)*min(cos(z*C), y*p*exp(1)) - (0.01 + tanh(2.36))*sin(abs(log(y)))]
            crossover: unit(0.5)[-y*(2.19 + cos(1 - z) + root(4, 1.37*p) - p - tanh(cos(2.74)))]
            crossover: y*(2.19 - p - 2*sin(1))
            crossover: unit(2)[sin(exp(y))*sqrt(p/y) + log(p*(2.19 - p - sin(1)))*min(cos(z*C), y*p*exp(1)) - (0.01 + tanh(2.13))*sin(abs(log(y)))]
            """,
            string.Join('\n', texts));
    }

    [Fact]
    public void Whatever_is_bred_is_canonical_readable_and_within_the_limits()
    {
        var settings = Settings with { MostNodes = 15, MostDepth = 5 };
        foreach (var bred in Founders(100, settings).Concat(Children(300, settings)))
        {
            Assert.Equal(bred.Genome, LossGenome.Parse(bred.Genome.ToString()));
            Assert.Equal(bred.Genome.ToString(), bred.Genome.CanonicalText);
            Assert.InRange(bred.Genome.Body.Size, 3, 15);
            Assert.InRange(bred.Genome.Body.Depth, 1, 5);
            Assert.InRange(bred.Factor, 1e-4 / 4, 1e4 * 4);
        }
    }

    [Fact]
    public void Every_operator_takes_part_and_parents_are_named()
    {
        var children = Children(300, Settings);

        Assert.Equal(["constant", "crossover", "hoist", "point", "random", "subtree"], children.Select(c => c.How).Distinct().Order());
        Assert.All(children, c => Assert.Equal(c.How switch { "random" => 0, "crossover" => 2, _ => 1 }, c.Parents.Length));
    }

    [Fact]
    public void Why_tries_were_dropped_is_counted()
    {
        var reasons = Founders(30).SelectMany(f => f.Redrawn.Keys).Distinct();

        Assert.Contains("no_target", reasons);
        Assert.Contains("too_large", reasons);
    }

    [Fact]
    public void A_twin_is_drawn_again_ten_times_and_then_taken()
    {
        var bred = new LossBreeder(Settings).Random(Draws(0), _ => true);

        Assert.Equal(LossBreeder.MostTwins, bred.Redrawn["twin"]);
    }

    [Fact]
    public void A_named_founder_is_turned_upright_and_one_that_cannot_teach_is_refused()
    {
        var breeder = new LossBreeder(Settings);

        Assert.Equal("-y*log(p)", breeder.Named(LossGenome.Parse("y*log(p)")).Genome.ToString());
        Assert.Contains(
            "does not look at the target y", Assert.Throws<GeneException>(() => breeder.Named(LossGenome.Parse("log(p)"))).Message);
    }

    [Fact]
    public void Limits_that_nothing_fits_leave_cross_entropy()
    {
        var bred = new LossBreeder(Settings with { MostNodes = 2, MostDepth = 1 }).Random(Draws(0), _ => false);

        Assert.Equal("-y*log(p)", bred.Genome.ToString());
    }

    [Fact]
    public void Genes_that_are_not_searched_stay_plain()
    {
        Assert.All(Children(200, Settings with { Genes = SearchedGenes.None }), c => Assert.True(c.Genome.IsPlain));
        Assert.Contains(Children(200, Settings), c => c.Genome.Scale != Scale.Unit);
        Assert.All(Children(200, Settings), c => Assert.True((c.Genome with { Scale = Scale.Unit }).IsPlain));
    }

    [Fact]
    public void All_genes_can_be_searched_and_thresholds_stay_between_the_bodys_values()
    {
        var all = Settings with
        {
            Genes = SearchedGenes.Multiplier | SearchedGenes.Reduction | SearchedGenes.Schedule | SearchedGenes.Sharpness,
            ShortestTraining = 1000,
        };
        var children = Children(600, all);

        Assert.True(children.Select(c => c.Genome.Reduction.Name).Distinct().Count() >= 6);
        Assert.Contains(children, c => c.Genome.Sharpness.IsAdaptive);
        Assert.Contains(children, c => c.Genome.Schedule.Name == "dynamical");
        foreach (var genome in children.Select(c => c.Genome).Where(g => g.Reduction.Threshold is not null))
        {
            var range = BodyRange.Of(genome.Body, 10);
            Assert.InRange(genome.Reduction.Threshold!.Value, range.Least, range.Uniform);
        }
    }

    [Theory]
    [InlineData("ce", 0.0010005, 2.302585)]
    [InlineData("ngl", 9.31849, 9.42609)]
    public void The_range_of_a_body_runs_from_its_least_value_to_that_at_uniform_predictions(string loss, double least, double uniform)
    {
        var range = BodyRange.Of(LossGenome.Parse(loss).Body, 10);

        Assert.Equal(least, range.Least, 1e-4);
        Assert.Equal(uniform, range.Uniform, 1e-5);
    }
}
