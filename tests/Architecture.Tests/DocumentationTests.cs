using System.Text.RegularExpressions;

namespace LossActors.Architecture.Tests;

public partial class DocumentationTests
{
    internal static readonly string Root = FindRoot();

    static readonly IEnumerable<int> Guarantees = Enumerable.Range(1, 11);

    public static TheoryData<string> Pages =>
    [
        .. Directory.GetFiles(Root, "*.md")
            .Concat(Directory.GetFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(p => Path.GetRelativePath(Root, p)),
    ];

    [Theory, MemberData(nameof(Pages))]
    public void Every_link_leads_to_a_file_that_is_there(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Root, page))!;
        var broken = Link().Matches(File.ReadAllText(Path.Combine(Root, page))).Select(m => m.Groups[1].Value)
            .Where(target => !target.Contains("://") && !target.StartsWith('#'))
            .Where(target => !Path.Exists(Path.Combine(folder, target.Split('#')[0])));

        Assert.Empty(broken);
    }

    [Fact]
    public void Every_guarantee_has_tests()
    {
        var files = Directory.GetFiles(Path.Combine(Root, "tests"), "*.cs", SearchOption.AllDirectories);
        var tests = string.Concat(files.Select(File.ReadAllText));
        Assert.All(Guarantees, n => Assert.Contains($"\"guarantee\", \"G{n}\"", tests));
    }

    [Fact]
    public void Every_guarantee_names_its_tests()
    {
        var page = File.ReadAllText(Path.Combine(Root, "docs", "guarantees.md"));
        Assert.All(Guarantees, n => Assert.Matches($@"\*\*G{n} [^#]*?\*Tests:\* \[", page));
    }

    /// <summary>A sentence in code font is a test's name.</summary>
    [Fact]
    public void Every_test_that_a_page_names_is_there()
    {
        var files = Directory.GetFiles(Path.Combine(Root, "tests"), "*.cs", SearchOption.AllDirectories);
        var tests = string.Concat(files.Select(File.ReadAllText));
        var named = TestName().Matches(File.ReadAllText(Path.Combine(Root, "docs", "guarantees.md"))).Select(m => m.Groups[1].Value);

        Assert.All(named, name => Assert.Contains($" {name}(", tests));
    }

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LossActors.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([A-Z][a-zA-Z]*(?:_[a-zA-Z0-9]+){2,})`")]
    private static partial Regex TestName();
}
