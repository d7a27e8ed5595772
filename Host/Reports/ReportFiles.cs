namespace LossActors.Host.Reports;

/// <summary>Writes a report to a folder as <c>NAME.md</c>, <c>NAME.json</c> and <c>NAME.html</c>.</summary>
public static class ReportFiles
{
    /// <returns>The files, in that order.</returns>
    public static IReadOnlyList<string> Write(Report report, string folder, string name)
    {
        OutputFile.Folder(folder);
        return
        [
            Save(".md", ReportMarkdown.Write(report, name + ".html")),
            Save(".json", ReportJson.Write(report) + "\n"),
            Save(".html", ReportHtml.Write(report)),
        ];

        string Save(string ending, string text)
        {
            var path = Path.Combine(folder, name + ending);
            OutputFile.Write(path, text);
            return path;
        }
    }
}
