using System.Text.Json.Serialization;

namespace LossActors.Learning.Data;

/// <summary>
/// Samples whose outputs are structures instead of classes: graphs, sequences, sets of labels, rankings. A recipe on them says in its
/// <c>structure</c> how losses see them.
/// </summary>
public abstract record StructuredSpec : PooledSpec
{
    /// <summary>
    /// Most training samples whose outputs are known together with their inputs, for curves of label efficiency; the outputs of the others
    /// stay known alone. The draw decides which. Null for all.
    /// </summary>
    public int? Labelled { get; init; }

    /// <summary>None: there are no labels to move.</summary>
    [JsonIgnore]
    public override double LabelNoise { get => 0; init { } }

    /// <summary>All samples are of one.</summary>
    [JsonIgnore]
    public override int ClassCount => OneClass.Count;

    internal static IReadOnlyList<string> OneClass { get; } = ["all"];

    /// <exception cref="DataSetException">All samples have the same.</exception>
    internal void Check(StructuredOutputs outputs)
    {
        if (Enumerable.Range(1, outputs.Count - 1).All(row => outputs.Key(row).Equals(outputs.Key(0))))
            throw new DataSetException(
                $"{Places().FirstOrDefault("The data")}: all samples have the same output; at least two different ones are needed.");
    }

    internal override IEnumerable<(string Key, string Problem)> Problems()
    {
        foreach (var p in base.Problems()) yield return p;
        if (Labelled is < 2) yield return ("labelled", $"is {Labelled}; at least 2 samples are needed to train");
    }
}
