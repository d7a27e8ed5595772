namespace LossActors.Architecture.Tests;

public class LineTests
{
    const int Longest = 140;

    /// <summary>A golden text, whose lines are what they are.</summary>
    const string Exempt = "tests/Genetics.Tests/Variation/LossBreederTests.cs";

    [Fact]
    public void No_line_is_too_long_to_be_read_beside_another()
    {
        var root = DocumentationTests.Root;
        var tooLong = Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path))
            .Where(path => path != Exempt && !path.Split('/').Any(folder => folder is "obj" or "bin" or "artifacts"))
            .SelectMany(path => File.ReadLines(Path.Combine(root, path)).Index()
                .Where(line => line.Item.Length > Longest)
                .Select(line => $"{path}:{line.Index + 1}"));

        Assert.Empty(tooLong);
    }
}
