using LossActors.Host.RunFiles;
using LossActors.Host.Tests.Program;
using LossActors.Learning.Data;

namespace LossActors.Host.Tests.RunFiles;

public sealed class NetworkSettingsTests
{
    [Theory]
    [InlineData(
        "kind = mlp, hidden = [5, 6], batch-norm = true",
        """{"kind":"mlp","hidden":[5,6],"activation":"relu","single-output":false,"batch-norm":true}""")]
    [InlineData("kind = cnn", """{"kind":"lenet5"}""")]
    [InlineData("kind = myrtle5, width = 32", """{"kind":"myrtle5","width":32}""")]
    [InlineData("kind = resnet20", """{"kind":"resnet20"}""")]
    [InlineData("kind = wrn-28-2", """{"kind":"wrn-28-2","batch-norm-momentum":0.001}""")]
    [InlineData("kind = vit, depth = 2", """{"kind":"vit","patch":4,"width":64,"depth":2,"heads":4,"mlp":128}""")]
    public void A_network_of_a_run_file_is_that_of_its_recipe(string network, string recipe)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains($"\"network\":{recipe}", Read(folder, network).Plan.Islands.Recipe.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_knows_a_script_by_its_bytes_and_not_by_its_place()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(Path.Combine(folder.Path, "a.pt"), [1, 2, 3]);
        File.WriteAllBytes(Path.Combine(folder.Path, "b.pt"), [1, 2, 3]);
        File.WriteAllBytes(Path.Combine(folder.Path, "c.pt"), [1, 2, 4]);
        var prints = new[] { "a", "b", "c" }
            .Select(n => Read(folder, $"kind = torchscript, path = \"{folder.Path}/{n}.pt\"").SearchKeys)
            .ToArray();
        Assert.Equal(prints[0], prints[1]);
        Assert.NotEqual(prints[0], prints[2]);
        Assert.Equal(prints[0], Read(folder, "kind = torchscript, path = a.pt").SearchKeys);
        Assert.Contains(
            $"beside the run file ({folder.Path})",
            Assert.Throws<DataSetException>(() => Read(folder, "kind = torchscript, path = d.pt")).Message, StringComparison.Ordinal);
    }

    /// <summary>The small search on 100 images of 28×28.</summary>
    static RunFile Read(TemporaryFolder folder, string network)
    {
        File.WriteAllBytes(
            Path.Combine(folder.Path, "images.idx"),
            [0, 0, 8, 3, 0, 0, 0, 100, 0, 0, 0, 28, 0, 0, 0, 28, .. Enumerable.Range(0, 78_400).Select(i => (byte)i)]);
        File.WriteAllBytes(
            Path.Combine(folder.Path, "labels.idx"), [0, 0, 8, 1, 0, 0, 0, 100, .. Enumerable.Range(0, 100).Select(i => (byte)(i % 10))]);
        var lines = SmallSearch.Conf.Split('\n').Select(line => line.TrimStart() switch
        {
            ['d', 'a', 't', 'a', 's', 'e', 't', ..] =>
                $"dataset {{ kind = idx, images = \"{folder.Path}/images.idx\", labels = \"{folder.Path}/labels.idx\" }}",
            ['n', 'e', 't', 'w', 'o', 'r', 'k', ..] => $"network {{ {network} }}",
            _ => line,
        });
        var file = Path.Combine(folder.Path, "run.conf");
        File.WriteAllText(file, string.Join('\n', lines.Append("journal = \"sqlite:run.db\"")));
        return RunFile.Read(file, []);
    }
}
