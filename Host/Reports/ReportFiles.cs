namespace LossActors.Host.Reports;

/// <summary>Writes a report to a folder as <c>NAME.md</c>, <c>NAME.json</c> and <c>NAME.html</c>.</summary>
public static class ReportFiles
{
    static readonly string[] Endings = [".md", ".json", ".html"];

    /// <summary>Before long work: finds out whether the report and other files can be written there, and leaves all as it is.</summary>
    /// <returns>All of them.</returns>
    /// <exception cref="Configuration.ConfigurationException">They cannot.</exception>
    public static IReadOnlyList<FileInfo> Check(string folder, string name, params IEnumerable<string> others)
    {
        OutputFile.CheckFolder(folder);
        FileInfo[] files = [.. Endings.Select(ending => name + ending).Concat(others).Select(f => new FileInfo(Path.Combine(folder, f)))];
        if (!Directory.Exists(folder)) return files;
        foreach (var file in files) OutputFile.Check(file);
        return files;
    }

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
