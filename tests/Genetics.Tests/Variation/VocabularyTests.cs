using LossActors.Genetics.Expressions;
using LossActors.Genetics.Genomes;
using LossActors.Genetics.Randomness;
using LossActors.Genetics.Variation;

namespace LossActors.Genetics.Tests.Variation;

public sealed class VocabularyTests
{
    static readonly Dictionary<string, double> NoWaves = new()
    {
        ["sin"] = 0, ["cos"] = 0, ["tanh"] = 0, ["exp"] = 0, ["root"] = 0, ["pow"] = 0, ["z"] = 0, ["C"] = 0,
    };

    [Fact]
    public void What_has_no_weight_occurs_in_no_founder_and_in_no_descendant()
    {
        var breeder = new LossBreeder(new() { Classes = 10, Vocabulary = Vocabulary.With(NoWaves) });
        List<LossGenome> pool = [.. Enumerable.Range(0, 30).Select(i => breeder.Random(Draws(i), _ => false).Genome)];
        for (var i = 0; i < 300; i++) pool.Add(breeder.Child(pool, d => d.NextInt(pool.Count), Draws(100 + i), _ => false).Genome);
        Op[] never = [Op.Sin, Op.Cos, Op.Tanh, Op.Exp, Op.Root, Op.Z, Op.C];
        Assert.All(pool, genome => Assert.DoesNotContain(Trees.Places(genome.Body), e => never.Contains(e.Op)));
        Assert.Contains(pool, genome => Trees.Places(genome.Body).Any(e => e.Op == Op.Log));
    }

    [Fact]
    public void A_higher_weight_is_drawn_more_often()
    {
        var logs = Vocabulary.With(new Dictionary<string, double> { ["log"] = 200 });
        Assert.True(Count(logs) > 5 * Count(Vocabulary.Default));

        static int Count(Vocabulary vocabulary) => Enumerable.Range(0, 200)
            .Sum(i => Trees.Places(new TreeGrowth(vocabulary).Full(Draws(i), 3)).Count(e => e.Op == Op.Log));
    }

    [Fact]
    public void An_operator_without_another_of_its_arity_stays_when_it_is_to_change()
    {
        var only = Vocabulary.Names.Where(n => n is not ("multiply" or "log" or "p" or "y")).ToDictionary(n => n, _ => 0.0);
        var trees = new TreeVariation(new(Vocabulary.With(only)), 40, 8);
        Op[] left = [Op.Multiply, Op.Log, Op.P, Op.Y];
        var parent = Expr.Parse("log(p)*log(p)");
        for (var i = 0; i < 50; i++)
            Assert.All(Trees.Places(trees.Point(parent, Draws(i))), e => Assert.Contains(e.Op, left));
    }

    [Theory]
    [InlineData("y", "no y")]
    [InlineData("p z", "neither p nor z")]
    [InlineData("add subtract multiply divide min max", "nothing that joins")]
    public void A_vocabulary_of_which_no_loss_can_be_made_is_told(string without, string problem)
    {
        var vocabulary = Vocabulary.With(without.Split(' ').ToDictionary(n => n, _ => 0.0));
        Assert.Contains(problem, vocabulary.Problem(), StringComparison.Ordinal);
        Assert.Null(Vocabulary.Default.Problem());
    }

    static RandomStream Draws(int number) => Philox.Stream(3, (uint)number, 0, Purpose.Variation);
}
