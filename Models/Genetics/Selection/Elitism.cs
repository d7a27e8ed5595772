namespace LossActors.Genetics.Selection;

/// <summary>Survival of the best: a population keeps its elites and drops the rest.</summary>
public static class Elitism
{
    /// <summary>The best <paramref name="count"/> in order, or all if there are fewer.</summary>
    public static IReadOnlyList<T> Best<T>(IEnumerable<T> population, int count, IComparer<T> order) =>
        [.. population.Order(order).Take(count)];
}
