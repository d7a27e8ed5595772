using LossActors.Genetics.Randomness;
using LossActors.Structures.Graphs;
using LossActors.Structures.Molecules;

namespace LossActors.Learning.Data.Structured;

/// <summary>Molecular graphs: nodes are heavy atoms, edges bonds of order 1 to <see cref="EdgeTypes"/>.</summary>
/// <param name="elements">Symbols of the nodes' types.</param>
public sealed class GraphOutputs(IReadOnlyList<LabelledGraph> graphs, IReadOnlyList<string> elements) : StructuredOutputs
{
    /// <summary>Single, double, triple.</summary>
    public const int EdgeTypes = 3;

    public IReadOnlyList<LabelledGraph> Graphs => graphs;

    public IReadOnlyList<string> Elements => elements;

    /// <summary>Atoms of the largest; 0 if there are none.</summary>
    public int MostNodes { get; } = graphs.Count == 0 ? 0 : graphs.Max(g => g.Count);

    public override int Count => graphs.Count;

    public override string Description =>
        $"molecular graphs of up to {MostNodes} heavy atoms ({string.Join(", ", elements)})";

    /// <summary>Atoms and bonds that are inserted, removed or of another type, in the cheapest way: exact.</summary>
    public override int Distance(int row, StructuredOutputs other, int otherRow) =>
        GraphEditDistance.Between(graphs[row], ((GraphOutputs)other).Graphs[otherRow]);

    /// <summary>The same where bonds of different orders are alike.</summary>
    public int DistanceWithoutBonds(int row, GraphOutputs other, int otherRow) =>
        GraphEditDistance.Between(graphs[row], other.Graphs[otherRow], edgeTypes: false);

    public override int Size(int row) => GraphEditDistance.Size(graphs[row]);

    public override string Text(int row) => Smiles.Write(Molecule.FromGraph(graphs[row], elements));

    public override object Key(int row) => graphs[row];

    public override StructuredOutputs Edited(ReadOnlySpan<int> rows, int least, int most, RandomStream random)
    {
        var edited = new LabelledGraph[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            edited[i] = GraphEdits.Apply(graphs[rows[i]], random.NextInt(least, most), elements.Count, EdgeTypes, random);
        return new GraphOutputs(edited, elements);
    }
}
