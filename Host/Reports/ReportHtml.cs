using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace LossActors.Host.Reports;

/// <summary>A report as one HTML page that needs nothing else: styles, charting library and numbers are inside.</summary>
static partial class ReportHtml
{
    static readonly Lazy<string> Page = new(() => Resource("report.html"));

    public static string Write(Report report)
    {
        var body = new StringBuilder($"<h1>{Inline(report.Title)}</h1>\n");
        foreach (var block in report.Blocks) body.Append(Block(block)).Append('\n');
        return Slot().Replace(Page.Value, match => match.Groups[1].Value switch
        {
            "title" => WebUtility.HtmlEncode(report.Title),
            "body" => body.ToString(),
            var file => Resource(file),
        });
    }

    static string Block(Block block) => block switch
    {
        Heading h => $"<h2>{Inline(h.Text)}</h2>",
        Paragraph p => $"<p>{Inline(p.Text)}</p>",
        CommandLine c => $"<pre><code>{WebUtility.HtmlEncode(c.Text.TrimEnd())}</code></pre>",
        Table t => Table(t),
        Chart c => Chart(c),
        _ => throw new ArgumentException($"No HTML for {block.GetType().Name}."),
    };

    /// <summary>The page's script draws it from its numbers.</summary>
    static string Chart(Chart chart)
    {
        var canvas = $"<canvas role=\"img\" aria-label=\"{WebUtility.HtmlEncode(chart.Title)}\"></canvas>";
        return $"<figure class=\"chart\"><figcaption>{Inline(chart.Title)}</figcaption><div>{canvas}</div>"
            + $"<script type=\"application/json\">{ReportJson.Write(chart)}</script></figure>";
    }

    static string Table(Table table)
    {
        // A column of numbers is set to the right, its name too.
        bool[] numeric = [.. Enumerable.Range(0, table.Columns.Count).Select(IsNumeric)];
        return $"<figure class=\"table\"><table><caption>{Inline(table.Caption)}</caption>\n<thead>{Row("th", table.Columns)}</thead>\n"
            + $"<tbody>\n{string.Concat(table.Rows.Select(r => Row("td", r) + "\n"))}</tbody></table></figure>";

        bool IsNumeric(int column)
        {
            var cells = table.Rows.Select(r => r[column]).Where(c => c != "–").ToList();
            return cells.Count > 0 && cells.TrueForAll(c => Numeric().IsMatch(c));
        }

        string Row(string tag, IReadOnlyList<string> cells) =>
            $"<tr>{string.Concat(cells.Select((text, c) => Cell(tag, text, numeric[c])))}</tr>";
    }

    static string Cell(string tag, string text, bool isNumber) => $"<{tag}{(isNumber ? " class=\"number\"" : "")}>{Inline(text)}</{tag}>";

    static string Inline(string text) => string.Concat(
        text.Split('`').Select((part, i) => i % 2 == 1 ? $"<code>{WebUtility.HtmlEncode(part)}</code>" : WebUtility.HtmlEncode(part)));

    static string Resource(string name)
    {
        using var stream = typeof(ReportHtml).Assembly.GetManifestResourceStream($"Reports/{name}")
            ?? throw new InvalidOperationException($"The program lacks its resource {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\{\{([a-z.-]+)\}\}")]
    private static partial Regex Slot();

    [GeneratedRegex(@"^[−+-]?[.\d][^A-Za-z]*$")]
    private static partial Regex Numeric();
}
