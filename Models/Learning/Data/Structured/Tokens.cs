namespace LossActors.Learning.Data.Structured;

/// <summary>Tokens by their numbers, from 1; 0 stands for nothing, after a text's end.</summary>
/// <param name="names">What they are written as, each once.</param>
sealed class Tokens(IReadOnlyList<string> names)
{
    readonly Dictionary<string, int> numbers =
        names.Select((name, i) => (name, i)).ToDictionary(n => n.name, n => n.i + 1, StringComparer.Ordinal);

    public int Count => names.Count;

    public IReadOnlyList<string> Names => names;

    /// <summary>Null for what is none.</summary>
    public int? Number(string name) => numbers.TryGetValue(name, out var number) ? number : null;
}
