using LossActors.Genetics.Expressions;
using LossActors.Genetics.Randomness;
using LossActors.Genetics.Variation;

namespace LossActors.Genetics.Tests.Variation;

public class TreeVariationTests
{
    static readonly TreeGrowth Growth = new(Vocabulary.Default);

    static RandomStream Draws(int birth) => Philox.Stream(2, 0, (uint)birth, Purpose.Variation);

    [Fact]
    public void Full_trees_reach_their_depth_everywhere_and_grown_ones_at_most()
    {
        for (var i = 0; i < 200; i++)
        {
            Assert.Equal(4, Growth.Full(Draws(i), 4).Depth);
            Assert.InRange(Growth.Grow(Draws(i), 4).Depth, 0, 4);
            Assert.InRange(Growth.RampedHalfAndHalf(Draws(i), 2, 6).Depth, 0, 6);
        }
    }

    [Fact]
    public void Operators_keep_size_and_depth_limits_even_for_parents_beyond_them()
    {
        var variation = new TreeVariation(Growth, 12, 4);
        for (var i = 0; i < 500; i++)
        {
            var draws = Draws(i);
            var (a, b) = (Growth.Full(draws, 5), Growth.Grow(draws, 5));
            foreach (var child in (Expr[])[
                variation.Crossover(a, b, draws), variation.Subtree(a, draws), variation.Point(a, draws), variation.Hoist(a, draws)])
                Assert.True(variation.Allows(child), child.ToString());
        }
    }

    [Fact]
    public void Crossover_takes_a_branch_of_each_parent()
    {
        var (a, b) = (Expr.Parse("y + (y + y)"), Expr.Parse("z*(z*z)"));
        var variation = new TreeVariation(Growth, 50, 10);
        var texts = Enumerable.Range(0, 100).Select(i => variation.Crossover(a, b, Draws(i)).ToString()).ToHashSet();

        Assert.Contains("y + z*(z*z)", texts);
        Assert.Contains("z*z", texts);
        Assert.Contains("y + z*z", texts);
    }

    [Fact]
    public void Point_mutation_keeps_the_shape()
    {
        var parent = Expr.Parse("exp(y)*(p - 2)");
        for (var i = 0; i < 100; i++) Assert.Equal((6, 2), (new TreeVariation(Growth, 50, 10).Point(parent, Draws(i)).Size, 2));
    }

    [Fact]
    public void Hoisting_never_grows()
    {
        for (var i = 0; i < 200; i++)
        {
            var parent = Growth.Full(Draws(i), 4);
            Assert.True(new TreeVariation(Growth, 100, 10).Hoist(parent, Draws(i)).Size <= parent.Size);
        }
    }

    [Fact]
    public void Constant_mutation_moves_one_number_and_keeps_roots_within_their_limits()
    {
        var variation = new TreeVariation(Growth, 50, 10);
        for (var i = 0; i < 300; i++)
        {
            var child = variation.Constant(Expr.Parse("2*root(60, p) + 3"), Draws(i)).ToString();
            var parsed = Expr.Parse(child);
            Assert.Equal(7, parsed.Size);
            string[] parts = [child.Split('*')[0], child.Split('(', ',')[1], child.Split(' ')[^1]];
            Assert.True(parts.Zip((string[])["2", "60", "3"]).Count(pair => pair.First == pair.Second) >= 2, child);
        }

        Assert.All(Enumerable.Range(0, 20), i =>
            Assert.Equal(Op.Multiply, FirstMultiply(variation.Constant(Expr.Parse("log(p)"), Draws(i))).Op));

        static Expr FirstMultiply(Expr e) => e.Op == Op.Multiply || e.Args.IsEmpty ? e : FirstMultiply(e.Args[0]);
    }
}
