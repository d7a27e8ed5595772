using System.Text;
using System.Text.RegularExpressions;

namespace LossActors.Host.Reports;

/// <summary>A report as Markdown with tables; charts are named, with the page that draws them.</summary>
static partial class ReportMarkdown
{
    /// <param name="page">File name of the HTML page beside it.</param>
    public static string Write(Report report, string page)
    {
        var text = new StringBuilder($"# {Inline(report.Title)}\n");
        foreach (var block in report.Blocks) text.Append('\n').Append(Block(block, page)).Append('\n');
        return text.ToString();
    }

    static string Block(Block block, string page) => block switch
    {
        Heading h => $"## {Inline(h.Text)}",
        Paragraph p => Inline(p.Text),
        CommandLine c => $"```sh\n{c.Text.TrimEnd()}\n```",
        Table t => Table(t),
        Chart c => $"Chart: {Inline(c.Title)} ({page})",
        _ => throw new ArgumentException($"No Markdown for {block.GetType().Name}."),
    };

    static string Table(Table table)
    {
        var rule = string.Concat(Enumerable.Repeat("|---", table.Columns.Count)) + "|";
        return string.Join('\n', [Inline(table.Caption), "", Row(table.Columns), rule, .. table.Rows.Select(Row)]);
    }

    static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells.Select(Cell))} |";

    static string Cell(string text) => Inline(text).Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>Escapes all that means something, outside code.</summary>
    static string Inline(string text) => string.Concat(
        text.ReplaceLineEndings(" ").Split('`').Select((part, i) => i % 2 == 1 ? $"`{part}`" : Special().Replace(part, @"\$0")));

    [GeneratedRegex(@"[\\*_<\[\]#~]")]
    private static partial Regex Special();
}
