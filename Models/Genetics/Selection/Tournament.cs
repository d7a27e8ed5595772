using LossActors.Genetics.Randomness;

namespace LossActors.Genetics.Selection;

/// <summary>Tournament selection: the best of a few that are drawn with replacement.</summary>
/// <param name="Size">How many compete; 1 is a blind draw.</param>
/// <param name="Parsimony">What one node of complexity costs in score, so that size must earn its keep; 0 lets it break ties alone.</param>
public sealed record Tournament(int Size, double Parsimony = 0)
{
    public int Size { get; } = Size >= 1
        ? Size
        : throw new ArgumentOutOfRangeException(nameof(Size), Size, "a tournament needs at least one");

    public double Parsimony { get; } = Parsimony >= 0
        ? Parsimony
        : throw new ArgumentOutOfRangeException(nameof(Parsimony), Parsimony, "complexity cannot be a gain");

    /// <summary>The place of the winner: least score + parsimony·complexity, ties by the total order.</summary>
    /// <param name="pool">At least one.</param>
    /// <param name="score">Lower is better; infinite or NaN loses.</param>
    /// <param name="complexity">Nodes.</param>
    /// <param name="order">Better comes first. It must be total, or draws decide ties.</param>
    /// <param name="draws">The birth's stream.</param>
    public int Select<T>(IReadOnlyList<T> pool, Func<T, double> score, Func<T, int> complexity, IComparer<T> order, RandomStream draws)
    {
        var winner = draws.NextInt(pool.Count);
        var least = Cost(pool[winner]);
        for (var i = 1; i < Size; i++)
        {
            var rival = draws.NextInt(pool.Count);
            var cost = Cost(pool[rival]);
            if (cost > least || (cost == least && order.Compare(pool[rival], pool[winner]) >= 0)) continue;
            (winner, least) = (rival, cost);
        }

        return winner;

        double Cost(T item)
        {
            var cost = score(item) + Parsimony * complexity(item);
            return double.IsNaN(cost) ? double.PositiveInfinity : cost;
        }
    }
}
