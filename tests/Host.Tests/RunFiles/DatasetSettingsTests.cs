using System.Text.RegularExpressions;
using LossActors.Host.Configuration;
using LossActors.Host.RunFiles;
using LossActors.Host.Tests.Program;
using LossActors.Learning.Data;
using LossActors.Learning.Training;

namespace LossActors.Host.Tests.RunFiles;

public sealed class DatasetSettingsTests
{
    [Theory]
    [InlineData("kind = gaussians", """{"kind":"gaussians","points":100,"label-noise":0,"test-points":20000}""")]
    [InlineData("kind = sinusoid, points = 50", """{"kind":"sinusoid","points":50,"label-noise":0,"test-points":20000}""")]
    [InlineData(
        "kind = two-spirals, label-noise = 0.05, test-points = 40",
        """{"kind":"two-spirals","points":100,"label-noise":0.05,"test-points":40}""")]
    public void A_data_set_of_a_run_file_is_that_of_its_recipe(string dataset, string recipe)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains($"\"dataset\":{recipe}", Read(folder, dataset).Plan.Islands.Recipe.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Changes_of_image_files_are_in_the_recipe_and_the_fingerprint_and_absent_where_none_is_asked_for()
    {
        using var folder = new TemporaryFolder();
        var plain = Read(folder, Idx(folder));
        var changed = Read(folder, Idx(
            folder, "proof = 0.1, imbalance = 3, corruption { severities = uniform, on = test }, augmentation { flip = true, crop = 2 }"));
        Assert.Contains(
            """
            "proof":0.1,"imbalance":3,"corruption":{"kind":"gaussian-noise","severities":"uniform","table":"cifar","on":"test"},
            """ + """
            "augmentation":{"flip":true,"crop":2}
            """,
            changed.Plan.Islands.Recipe.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("proof", plain.Plan.Islands.Recipe.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("imbalance", plain.Plan.Islands.Recipe.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("corruption", plain.Plan.Islands.Recipe.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("augmentation", plain.Plan.Islands.Recipe.ToString(), StringComparison.Ordinal);
        Assert.NotEqual(plain.SearchKeys, changed.SearchKeys);
    }

    [Fact]
    public void A_table_of_a_run_file_is_known_by_its_bytes_and_its_classes_by_their_labels()
    {
        using var folder = new TemporaryFolder();
        string Table(string name, int bump)
        {
            File.WriteAllLines(
                Path.Combine(folder.Path, name),
                Enumerable.Range(0, 60).Select(i => $"{i},{i % 7 + bump}.5,class {i % 3}").Prepend("id;x;kind".Replace(';', ',')));
            return $"kind = csv, path = \"{folder.Path}/{name}\", label = kind, ignore = [id]";
        }

        var (one, same, other) = (Read(folder, Table("a.csv", 0)), Read(folder, Table("b.csv", 0)), Read(folder, Table("c.csv", 1)));
        Assert.Contains(
            "\"label\":\"kind\",\"ignore\":\"id\",\"separator\":\",\"", one.Plan.Islands.Recipe.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"classes\":3,\"content\":", one.Plan.Islands.Recipe.ToString(), StringComparison.Ordinal);
        Assert.Equal(one.SearchKeys, same.SearchKeys);
        Assert.NotEqual(one.SearchKeys, other.SearchKeys);
    }

    [Theory]
    [InlineData("kind = idx, images = images.idx, labels = labels.idx")]
    [InlineData("kind = csv, path = t.csv, label = y")]
    public void Data_beside_a_run_file_are_those_that_a_whole_path_names(string relative)
    {
        using var folder = new TemporaryFolder();
        Idx(folder);
        File.WriteAllLines(Path.Combine(folder.Path, "t.csv"), Enumerable.Range(0, 60).Select(i => $"{i},{i % 3}").Prepend("x,y"));
        var whole = Read(folder, Regex.Replace(relative, @"\w+\.(idx|csv)", $"\"{folder.Path}/$0\""));
        var beside = Read(folder, relative);
        Assert.Equal(whole.SearchKeys, beside.SearchKeys);
        Assert.Equal(whole.Plan.Islands.Recipe.Identity, beside.Plan.Islands.Recipe.Identity);
        // From the journal alone, and this process is in another folder.
        Assert.Equal(whole.Plan.Islands.Recipe.Identity, Recipe.Parse(beside.Plan.Islands.Recipe.ToJson()).Pinned().Identity);
        // As it is written, so that another machine looks for it in its own places.
        Assert.Contains(relative.Split(", ")[1].Split(" = ")[1], beside.Plan.Islands.Recipe.ToJson().Split('"'));
    }

    [Theory]
    [InlineData("kind = csv, path = nowhere/t.csv, label = y", "nowhere/t.csv")]
    [InlineData("kind = cifar, path = nowhere", "nowhere")]
    [InlineData("kind = images, path = nowhere", "nowhere")]
    public void Data_that_are_missing_are_told_with_every_place_that_was_tried(string dataset, string path)
    {
        using var folder = new TemporaryFolder();
        var message = Assert.Throws<DataSetException>(() => Read(folder, dataset)).Message;
        Assert.StartsWith($"{path}: there is no such", message, StringComparison.Ordinal);
        Assert.Contains($"the current folder ({Directory.GetCurrentDirectory()})", message, StringComparison.Ordinal);
        Assert.Contains($"beside the run file ({folder.Path})", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("separator = \";;\"", "separator")]
    [InlineData("height = 20", "unknown")]
    [InlineData("ignore = id", "ignore")]
    public void A_wrong_key_of_a_table_is_refused_by_its_name(string key, string named)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(Path.Combine(folder.Path, "t.csv"), Enumerable.Range(0, 60).Select(i => $"{i},{i % 3}").Prepend("x,y"));
        var message = Assert.Throws<ConfigurationException>(
            () => Read(folder, $"kind = csv, path = \"{folder.Path}/t.csv\", label = y, {key}")).Message;
        Assert.Contains(named, message, StringComparison.Ordinal);
    }

    static string Idx(TemporaryFolder folder, string more = "")
    {
        File.WriteAllBytes(
            Path.Combine(folder.Path, "images.idx"),
            [0, 0, 8, 3, 0, 0, 0, 200, 0, 0, 0, 5, 0, 0, 0, 5, .. Enumerable.Range(0, 5000).Select(i => (byte)i)]);
        File.WriteAllBytes(
            Path.Combine(folder.Path, "labels.idx"), [0, 0, 8, 1, 0, 0, 0, 200, .. Enumerable.Range(0, 200).Select(i => (byte)(i % 10))]);
        return $"kind = idx, images = \"{folder.Path}/images.idx\", labels = \"{folder.Path}/labels.idx\", {more}";
    }

    /// <summary>The small search on other data.</summary>
    static RunFile Read(TemporaryFolder folder, string dataset)
    {
        var lines = SmallSearch.Conf
            .Split('\n')
            .Select(line => line.TrimStart().StartsWith("dataset", StringComparison.Ordinal) ? $"dataset {{ {dataset} }}" : line);
        var file = Path.Combine(folder.Path, "run.conf");
        File.WriteAllText(file, string.Join('\n', lines.Append("journal = \"sqlite:run.db\"")));
        return RunFile.Read(file, []);
    }
}
