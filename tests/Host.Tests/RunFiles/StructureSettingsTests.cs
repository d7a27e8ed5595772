using LossActors.Host.Configuration;
using LossActors.Host.RunFiles;
using LossActors.Host.Tests.Program;

namespace LossActors.Host.Tests.RunFiles;

public sealed class StructureSettingsTests : IDisposable
{
    const string Sets = "dataset { kind = label-sets, samples = 100, items = 4 }";

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_whole_block_may_be_left_out() => Holds(
        Recipe(Sets),
        """{"kind":"label-sets","samples":100,"dimensions":20,"items":4,"noise":0.3,"data-seed":1,"held-back":0.2""",
        ""","structure":{"embedding":{"kind":"learned","width":128,"hidden":64,"layers":3,"steps":1000,"batch":128,"temperature":0.05""",
        ""","edits":2,"far-edits":4,"lr":0.001,"order":"canonical"},"temperature":0.1,"candidates":"known","score":"edit"}""");

    [Fact]
    public void Every_key_of_it_is_read()
    {
        WriteMolecules();
        Holds(
            Recipe(
                $$"""
                dataset { kind = molecules, path = "{{folder.Path}}/s.txt", elements = [C, N], most-atoms = 8, labelled = 30 }
                batch = 16
                network { kind = text-transformer, width = 8, depth = 1, heads = 2, mlp = 16 }
                structure {
                  embedding { kind = learned, width = 6, hidden = 7, layers = 2, steps = 3, batch = 4, temperature = 0.5, edits = 1 }
                  embedding { far-edits = 0, lr = 0.1 }
                  temperature = 0.2, candidates = training, score = exact
                  decoding { samples = 5, starts = 2, random-starts = 1, steps = 3, rate = 0.4, noise = 0, repair = false }
                }
                """),
            "\"elements\":\"C,N\",\"most-atoms\":8", "\"labelled\":30",
            """{"kind":"text-transformer","width":8,"depth":1,"heads":2,"mlp":16}""",
            """{"kind":"learned","width":6,"hidden":7,"layers":2,"steps":3,"batch":4,"temperature":0.5""",
            ""","edits":1,"far-edits":0,"lr":0.1,"order":"canonical"}""",
            "\"temperature\":0.2,\"candidates\":\"training\",\"score\":\"exact\"",
            """{"samples":5,"starts":2,"random-starts":1,"steps":3,"rate":0.4,"noise":0,"repair":false}""");
    }

    [Theory]
    [InlineData("kind = one-hot, order = written", "\"kind\":\"one-hot\"", "\"order\":\"written\"")]
    [InlineData("kind = random, layers = 2", "\"kind\":\"random\"", "\"layers\":2")]
    [InlineData("kind = kernel, width = 7", "\"kind\":\"kernel\"", "\"width\":7")]
    public void A_kind_of_embedding_has_its_own_keys(string embedding, params string[] held) => Holds(Molecules(embedding), held);

    [Theory]
    [InlineData("kind = random, steps = 3", "embedding.steps is for kind = learned; leave it out")]
    [InlineData("kind = edit, hidden = 3", "embedding.hidden is for kind = learned or random; leave it out")]
    [InlineData("kind = one-hot, width = 3", "embedding.width is for every kind but one-hot; leave it out")]
    [InlineData("order = written", "embedding.order is for kind = one-hot of molecules; leave it out")]
    public void A_key_of_another_kind_is_refused(string embedding, string told) =>
        Assert.Contains(told, Assert.Throws<ConfigurationException>(() => Molecules(embedding)).Message, StringComparison.Ordinal);

    [Fact]
    public void More_labelled_samples_than_there_are_to_train_on_are_refused() => Assert.Contains(
        "evaluation.dataset.labelled is 900, but there are 36 training samples; lower it, or leave it out for all of them",
        Assert.Throws<ConfigurationException>(() => Molecules("width = 6", "labelled = 900")).Message);

    void WriteMolecules() =>
        File.WriteAllLines(Path.Combine(folder.Path, "s.txt"), Enumerable.Range(0, 60).Select(i => new string('C', 2 + i % 7)));

    string Molecules(string embedding, string data = "")
    {
        WriteMolecules();
        return Recipe($$"""
            dataset { kind = molecules, path = "{{folder.Path}}/s.txt", {{data}} }
            batch = 16
            network { kind = text-cnn }
            structure { embedding { {{embedding}} } }
            """);
    }

    [Theory]
    [InlineData("\"{0}/a.txt\"", "a.txt")]
    [InlineData("[\"{0}/a.txt\", \"{0}/b.txt\"]", "b.txt")]
    public void Descriptions_are_for_retrieval_from_one_table_or_several(string path, string last)
    {
        foreach (var name in new[] { "a.txt", "b.txt" })
        {
            var rows = Enumerable.Range(0, 60).Select(i => $"{new string('C', 1 + i)}\tit is of length {i % 9}");
            File.WriteAllLines(Path.Combine(folder.Path, name), rows.Prepend("SMILES\tdescription"));
        }

        Holds(
            Recipe($$"""
                dataset { kind = descriptions, path = {{string.Format(path, folder.Path)}}, most-tokens = 9 }
                network { kind = text-cnn }
                """),
            $"{last}\",\"input\":\"description\",\"output-column\":\"SMILES\",\"most-tokens\":9,\"least-count\":2",
            "\"candidates\":\"all\",\"score\":\"exact\"");
    }

    [Theory]
    [InlineData("structure { temperature = 0.1 }", "structure", "is for data whose outputs are structures")]
    [InlineData(Sets + "\nbatch = 61", "run.conf:15:9: evaluation.batch is 61", "lower it")]
    [InlineData(Sets + "\nstructure { decoding { } }", "evaluation.structure.decoding changes the atoms", "leave it out")]
    [InlineData(Sets + "\nstructure { decoding { starts = 0, random-starts = 0 } }", "structure.decoding.starts", "at least one")]
    [InlineData("dataset { kind = molecules, path = x, elements = [\"C,N\"] }", "evaluation.dataset.elements[0]", "there is none such")]
    [InlineData("dataset { kind = label-sets, path = x, columns = [\"a\\nb\", c] }", "evaluation.dataset.columns[0]", "has a line end")]
    [InlineData(Sets + "\nstructure { embeding { } }", "embeding", "embedding")]
    [InlineData(Sets + "\nstructure { score = edits }", "edits", "edit")]
    [InlineData(Sets + "\nnetwork { kind = text-cnn }", "network.kind", "mlp")]
    public void What_does_not_fit_is_told_by_its_key(string evaluation, string key, string remedy)
    {
        var message = Assert.Throws<ConfigurationException>(() => Recipe(evaluation)).Message;
        Assert.Contains(key, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.Contains(remedy, message, StringComparison.Ordinal);
    }

    static void Holds(string recipe, params string[] parts) => Assert.All(parts, p => Assert.Contains(p, recipe, StringComparison.Ordinal));

    /// <summary>Of the small search with more keys in its evaluation.</summary>
    string Recipe(string evaluation)
    {
        var file = Path.Combine(folder.Path, "run.conf");
        // What would be merged with what is told here.
        var others = SmallSearch.Conf.Split('\n')
            .Where(line => !new[] { "dataset", "network" }.Any(key => line.TrimStart().StartsWith(key) && evaluation.Contains(key)));
        File.WriteAllText(file, $"{string.Join('\n', others)}\njournal = \"sqlite:run.db\"\nevaluation {{\n{evaluation}\n}}");
        return RunFile.Read(file, []).Plan.Islands.Recipe.ToString();
    }
}
