namespace LossActors.Architecture.Tests;

public class LineTests
{
    const int Longest = 140;

    /// <summary>Folders whose lines are still too long: to be emptied.</summary>
    static readonly string[] Exempt =
    [
        "Models/Learning", "bench/Cluster.Bench",
        "tests/Cluster.Tests", "tests/Learning.Tests", "tests/Simulation.Tests",
        // A golden text, whose lines are what they are.
        "tests/Genetics.Tests/Variation/LossBreederTests.cs",
    ];

    [Fact]
    public void No_line_is_too_long_to_be_read_beside_another()
    {
        var root = DocumentationTests.Root;
        var tooLong = Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path))
            .Where(path => !path.Split('/').Any(folder => folder is "obj" or "bin" or "artifacts"))
            .Where(path => !Exempt.Any(e => path == e || path.StartsWith(e + "/", StringComparison.Ordinal)))
            .SelectMany(path => File.ReadLines(Path.Combine(root, path)).Index()
                .Where(line => line.Item.Length > Longest)
                .Select(line => $"{path}:{line.Index + 1}"));

        Assert.Empty(tooLong);
    }
}
