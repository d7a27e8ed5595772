using System.Text;
using LossActors.Structures.Graphs;
using LossActors.Structures.Molecules;

namespace LossActors.Learning.Data.Structured;

/// <summary>Files of SMILES as texts and graphs.</summary>
static class MoleculeReader
{
    static readonly char[] Blanks = [' ', '\t'];

    public static SamplePool Read(IReadOnlyList<DataFile> files, MoleculesSpec spec)
    {
        var (texts, graphs, testStart) = (new List<Line>(), new List<LabelledGraph>(), 0);
        foreach (var file in files)
        {
            if (file.Part == "test") testStart = graphs.Count;
            foreach (var line in Lines(file))
            {
                var graph = Graph(line, spec);
                if (graph.Count < 2) continue;
                texts.Add(line);
                graphs.Add(graph);
            }

            if (graphs.Count == (file.Part == "test" ? testStart : 0))
                throw new DataSetException($"{file.Path}: it holds no molecule of two heavy atoms or more; write one SMILES a line.");
        }

        if (files.Count == 1) testStart = graphs.Count;
        var characters = new Tokens([.. texts.Take(testStart).SelectMany(l => l.Text).Distinct().Order().Select(c => $"{c}")]);
        var read = texts.ConvertAll<int[]>(line => [.. line.Text.Index().Select(c => Number(characters, c.Item, line, c.Index + 1))]);
        return TokenPool.Of(read, characters.Count, testStart, new GraphOutputs(graphs, spec.Alphabet));
    }

    static int Number(Tokens characters, char character, Line line, int column) =>
        characters.Number($"{character}") ?? throw new DataSetException(
            $"{line.File}: line {line.Number}, column {column} has the character '{character}', which occurs in no training molecule, so "
            + "no network can learn it; leave the line out, or add such molecules to train on.");

    static LabelledGraph Graph(Line line, MoleculesSpec spec)
    {
        try
        {
            var graph = Smiles.Read(line.Text).ToGraph(spec.Alphabet);
            if (graph.Count <= spec.MostAtoms) return graph;
            throw new DataSetException(
                $"{line.File}: line {line.Number} has {graph.Count} heavy atoms, more than dataset.most-atoms = {spec.MostAtoms}; raise it "
                + "(edit distances of large graphs take long), or leave the line out.");
        }
        catch (MoleculeException e)
        {
            throw new DataSetException(
                $"{line.File}: line {line.Number}: {e.Message.TrimEnd('.')}; add it to dataset.elements, or leave the line out.", e);
        }
        catch (SmilesException e)
        {
            throw new DataSetException($"{line.File}: line {line.Number}, column {e.Column}: {e.Message.TrimEnd('.')}.", e);
        }
    }

    static IEnumerable<Line> Lines(DataFile file)
    {
        Spelling.Check(file);
        var number = 0;
        foreach (var raw in Encoding.UTF8.GetString(file.Bytes).TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            var text = raw.Trim().Split(Blanks, 2)[0];
            if (text.Length > 0) yield return new Line(file.Path, number, text);
        }
    }

    readonly record struct Line(string File, int Number, string Text);
}
