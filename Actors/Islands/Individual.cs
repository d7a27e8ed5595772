namespace LossActors.Actors.Islands;

/// <summary>A loss with what has been measured of it so far.</summary>
/// <param name="Genome">Canonical text.</param>
/// <param name="Complexity">Nodes of the body and the genes around it.</param>
/// <param name="Rung">Index of the highest rung it has a score on.</param>
/// <param name="Measurements">How many measurements on that rung are summed in the counts.</param>
/// <param name="Correct">Validation points classified correctly, all measurements together.</param>
/// <param name="Total">Validation points seen.</param>
public sealed record Individual(Origin Origin, string Genome, int Complexity, int Rung, int Measurements, long Correct, long Total)
{
    /// <summary>Validation error rate in [0, 1]; lower is better.</summary>
    public double Score => Total == 0 ? 1 : (double)(Total - Correct) / Total;

    /// <summary>
    /// The total order of a search: higher rung, then score, complexity, text, island, birth. Better comes first; of one loss the copy
    /// that was measured more often, since a migrant's counts may be older and make the same score.
    /// Rungs first, because a score after a tenth of the steps says nothing beside one after all of them.
    /// </summary>
    public static int Compare(Individual a, Individual b)
    {
        if (a.Rung != b.Rung) return b.Rung.CompareTo(a.Rung);
        // Exact: the error rates as fractions, cross-multiplied.
        var errors = (Int128)(a.Total - a.Correct) * b.Total - (Int128)(b.Total - b.Correct) * a.Total;
        if (errors != 0) return errors < 0 ? -1 : 1;
        if (a.Complexity != b.Complexity) return a.Complexity.CompareTo(b.Complexity);
        var text = string.CompareOrdinal(a.Genome, b.Genome);
        if (text != 0) return text;
        if (a.Origin.Island != b.Origin.Island) return a.Origin.Island.CompareTo(b.Origin.Island);
        return a.Origin.Birth != b.Origin.Birth ? a.Origin.Birth.CompareTo(b.Origin.Birth) : b.Total.CompareTo(a.Total);
    }

    public static Comparer<Individual> Order { get; } = Comparer<Individual>.Create(Compare);
}
