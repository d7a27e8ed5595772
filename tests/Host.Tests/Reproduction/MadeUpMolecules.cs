using LossActors.Genetics.Randomness;
using LossActors.Structures.Graphs;
using LossActors.Structures.Molecules;

namespace LossActors.Host.Tests.Reproduction;

/// <summary>A file of SMILES where the experiments look for QM9: small molecules, each some random edits away from one before.</summary>
static class MadeUpMolecules
{
    static readonly string[] Elements = ["C", "N", "O", "F"];

    /// <returns>The data folder that has <c>qm9/smiles.txt</c> and the tables of <c>chebi-20</c> in it.</returns>
    public static string Write(string root, int count)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, "data", "qm9")).FullName;
        var molecules = Molecules(count);
        File.WriteAllLines(Path.Combine(folder, "smiles.txt"), molecules);
        var texts = Directory.CreateDirectory(Path.Combine(root, "data", "chebi-20")).FullName;
        File.WriteAllLines(Path.Combine(texts, "validation.txt"), Described(molecules[..(count / 2)]));
        File.WriteAllLines(Path.Combine(texts, "test.txt"), Described(molecules[(count / 2)..]));
        return Path.Combine(root, "data");
    }

    /// <summary>A word for each character, and which is the first.</summary>
    static IEnumerable<string> Described(List<string> molecules) => molecules.Select((m, i) =>
            $"{i}\t{m}\tIt begins with {(int)m[0]} and has {string.Join(" then ", m.Select(c => $"c{(int)c}"))}.")
        .Prepend("CID\tSMILES\tdescription");

    static List<string> Molecules(int count)
    {
        var random = Philox.Stream(1, 0, 0, Purpose.Probing);
        var graphs = new List<LabelledGraph> { Smiles.Read("CCOC1CC1N").ToGraph(Elements) };
        var (seen, texts) = (new HashSet<string>(), new List<string>());
        while (texts.Count < count)
        {
            var edited = GraphEdits.Apply(graphs[random.NextInt(graphs.Count)], random.NextInt(1, 4), Elements.Length, 3, random);
            var graph = Valences.Repair(edited, Elements);
            if (graph.Count is < 3 or > 9 || !Valences.IsValid(graph, Elements)) continue;
            var text = Smiles.Write(Molecule.FromGraph(graph, Elements));
            if (!seen.Add(text)) continue;
            graphs.Add(graph);
            texts.Add(text);
        }

        return texts;
    }
}
