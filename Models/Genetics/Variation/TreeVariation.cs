using LossActors.Genetics.Expressions;
using LossActors.Genetics.Randomness;

namespace LossActors.Genetics.Variation;

/// <summary>
/// The operators of genetic programming on bodies. All give trees within the limits as they are; canonical form is up to the caller.
/// </summary>
/// <param name="growth">Of new branches.</param>
/// <param name="mostNodes">A child with more nodes is drawn again.</param>
/// <param name="mostDepth">A child that is deeper is drawn again.</param>
public sealed class TreeVariation(TreeGrowth growth, int mostNodes, int mostDepth)
{
    const int MostTries = 10;
    const int NewBranchDepth = 3;

    // Koza's share: otherwise most cuts would swap mere leaves.
    const double CutAtOperator = 0.9;

    /// <summary>A branch of the second parent replaces one of the first.</summary>
    public Expr Crossover(Expr first, Expr second, RandomStream draws) => Within(first, draws, () =>
        Trees.Graft(first, Place(first, draws), Trees.Places(second)[Place(second, draws)]));

    /// <summary>A new random branch replaces one.</summary>
    public Expr Subtree(Expr parent, RandomStream draws) => Within(parent, draws, () =>
        Trees.Graft(parent, Place(parent, draws), growth.Grow(draws, draws.NextInt(0, NewBranchDepth))));

    /// <summary>One operator or leaf becomes another of the same arity.</summary>
    public Expr Point(Expr parent, RandomStream draws) => Within(parent, draws, () =>
    {
        var places = Trees.Places(parent);
        var place = draws.NextInt(places.Count);
        var old = places[place];
        if (old.Args.IsEmpty) return Trees.Graft(parent, place, growth.Leaf(draws));
        if (old.Op != Op.Root)
            return Trees.Graft(parent, place, Expr.Node(growth.Other(draws, old.Args.Length, old.Op), old.Args.AsSpan()));
        var unary = growth.Other(draws, 1, Op.Root);
        return unary == Op.Root ? parent : Trees.Graft(parent, place, Expr.Node(unary, old.Args[1]));
    });

    /// <summary>A branch takes the place of a branch that holds it: the tree shrinks.</summary>
    public Expr Hoist(Expr parent, RandomStream draws) => Within(parent, draws, () =>
    {
        var place = Place(parent, draws);
        var inner = Trees.Places(Trees.Places(parent)[place]);
        return Trees.Graft(parent, place, inner[draws.NextInt(inner.Count)]);
    });

    /// <summary>One constant, or the k of a root, moves; a tree without any gets a factor.</summary>
    public Expr Constant(Expr parent, RandomStream draws)
    {
        var count = 0;
        Trees.MapConstants(parent, Count, Count);
        if (count == 0)
            return Within(parent, draws, () =>
            {
                var places = Trees.Places(parent);
                var place = draws.NextInt(places.Count);
                return Trees.Graft(parent, place, Expr.Node(Op.Multiply, ConstantDraw.New(draws), places[place]));
            });
        var chosen = draws.NextInt(count);
        var next = 0;
        return Trees.MapConstants(
            parent,
            c => next++ == chosen ? ConstantDraw.Near(c, draws) : c,
            k => next++ == chosen ? ConstantDraw.NearRoot(k, draws) : k);

        Expr Count(Expr c)
        {
            count++;
            return c;
        }
    }

    /// <summary>Whether a body may live.</summary>
    public bool Allows(Expr e) => e.Size <= mostNodes && e.Depth <= mostDepth;

    /// <summary>Draws until a child is within the limits; a branch of the parent if none is.</summary>
    Expr Within(Expr parent, RandomStream draws, Func<Expr> draw)
    {
        for (var i = 0; i < MostTries; i++)
        {
            var child = draw();
            if (Allows(child)) return child;
        }

        // A parent from elsewhere may itself be above the limits.
        foreach (var place in Trees.Places(parent))
            if (Allows(place)) return place;
        return growth.Leaf(draws);
    }

    static int Place(Expr tree, RandomStream draws)
    {
        var places = Trees.Places(tree);
        var wanted = draws.NextBool(CutAtOperator) && places.Count > 1;
        Span<int> fitting = stackalloc int[places.Count];
        var count = 0;
        for (var i = 0; i < places.Count; i++)
            if (!wanted || !places[i].Args.IsEmpty) fitting[count++] = i;
        return fitting[draws.NextInt(count)];
    }
}
