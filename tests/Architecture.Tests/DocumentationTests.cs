using System.Text.RegularExpressions;

namespace LossActors.Architecture.Tests;

public partial class DocumentationTests
{
    internal static readonly string Root = FindRoot();

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
        Assert.All(Enumerable.Range(1, 10), n => Assert.Contains($"\"guarantee\", \"G{n}\"", tests));
    }

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LossActors.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
