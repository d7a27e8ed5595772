using LossActors.Genetics.Expressions;

namespace LossActors.Genetics.Variation;

/// <summary>
/// The places of a tree where another may be grafted, numbered in preorder. The k of a root is no such place: it must stay a constant.
/// </summary>
static class Trees
{
    /// <summary>Every place, in order; the first is the tree itself.</summary>
    public static List<Expr> Places(Expr tree)
    {
        var places = new List<Expr>(tree.Size);
        Gather(tree);
        return places;

        void Gather(Expr e)
        {
            places.Add(e);
            for (var i = FirstBranch(e); i < e.Args.Length; i++) Gather(e.Args[i]);
        }
    }

    /// <summary>The tree with another subtree at a place.</summary>
    public static Expr Graft(Expr tree, int place, Expr subtree)
    {
        var next = 0;
        return Visit(tree);

        Expr Visit(Expr e)
        {
            if (next++ == place) return subtree;
            if (next > place) return e;
            Expr[] args = [.. e.Args];
            for (var i = FirstBranch(e); i < args.Length; i++) args[i] = Visit(args[i]);
            return args.Length == 0 ? e : Expr.Node(e.Op, args);
        }
    }

    /// <summary>Every constant, the k of roots included, in preorder.</summary>
    public static Expr MapConstants(Expr e, Func<Expr, Expr> map, Func<Expr, Expr> mapRoot)
    {
        if (e.Op == Op.Constant) return map(e);
        if (e.Args.IsEmpty) return e;
        Expr[] args = [.. e.Args];
        for (var i = 0; i < args.Length; i++)
            args[i] = e.Op == Op.Root && i == 0 ? mapRoot(args[i]) : MapConstants(args[i], map, mapRoot);
        return Expr.Node(e.Op, args);
    }

    static int FirstBranch(Expr e) => e.Op == Op.Root ? 1 : 0;
}
