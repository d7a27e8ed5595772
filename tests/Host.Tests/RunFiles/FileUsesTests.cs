using LossActors.Host.RunFiles;
using LossActors.Host.Tests.Program;

namespace LossActors.Host.Tests.RunFiles;

/// <summary>What a file is for: run, compare, or both.</summary>
public sealed class FileUsesTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", true, false)]
    [InlineData("compare { seeds = 8 }", false, true)]
    [InlineData("compare { seeds = 8 }, run { name = a, seed = 2, time = 3m }", false, true)]
    [InlineData("compare { seeds = 8 }, run { births = 20 }", true, true)]
    [InlineData("compare { seeds = 8 }, evolution { selection { size = 2 } }", true, true)]
    [InlineData("islands { count = 2 }", true, false)]
    public void Keys_tell_what_a_file_is_for(string keys, bool search, bool comparison)
    {
        var file = Path.Combine(folder.Path, "a.conf");
        File.WriteAllText(file, $"include \"reference.conf\"\n{keys}\n");
        Assert.Equal((search, comparison), FileSettings.Uses(file, []));
    }

    [Fact]
    public void Of_a_file_for_both_the_search_has_the_name_and_the_comparison_one_of_its_own()
    {
        var file = Path.Combine(folder.Path, "small.conf");
        File.WriteAllText(file, CompareTests.Conf);
        string[] journal = ["journal=sqlite:run.db"];
        var name = ComparisonFile.Read(file, journal).Plan.Name;
        Assert.Equal($"{name}-compare", ComparisonFile.Read(file, [.. journal, "run.births=9"]).Plan.Name);
        Assert.Equal(name, RunFile.ReadToSearch(file, [.. journal, "run.births=9"]).Plan.Name);
    }

    [Fact]
    public void An_override_may_make_a_search_of_a_comparison()
    {
        var file = Path.Combine(folder.Path, "a.conf");
        File.WriteAllText(file, "include \"reference.conf\"\ncompare { seeds = 8 }\n");
        Assert.Equal((true, true), FileSettings.Uses(file, ["run.births=20"]));
    }

    [Theory]
    [InlineData("quickstart", true, false)]
    [InlineData("cifar10", true, false)]
    [InlineData("cluster", true, false)]
    [InlineData("molecules", true, true)]
    [InlineData("compare", false, true)]
    [InlineData("compare-cifar10", false, true)]
    public void Files_that_come_with_the_program_are_for_what_its_documentation_does(string name, bool search, bool comparison) =>
        Assert.Equal((search, comparison), FileSettings.Uses(Path.Combine(AppContext.BaseDirectory, "hocon", $"{name}.conf"), []));
}
