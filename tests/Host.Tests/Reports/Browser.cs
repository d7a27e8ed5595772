using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LossActors.Host.Tests.Reports;

/// <summary>Opens a page in Debian's headless Chromium and tells what became of it.</summary>
static partial class Browser
{
    static readonly string[] Programs = ["chromium-headless-shell", "chromium", "google-chrome"];

    // Runs before the page's own scripts; what they throw or print as an error is a fault, what they load a request.
    const string Before = """
        <script>
          window.seenFaults = [];
          addEventListener('error', e => seenFaults.push(String(e.message || e.target.src || 'error')), true);
          console.error = (...all) => seenFaults.push(all.map(String).join(' '));
        </script>
        """;

    const string After = """
        <script>
          addEventListener('load', () => setTimeout(() => {
            const inked = [...document.querySelectorAll('canvas')].map(c => {
              const pixels = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
              let drawn = 0;
              for (let i = 3; i < pixels.length; i += 4) if (pixels[i] > 0) drawn++;
              return drawn / (pixels.length / 4);
            });
            const verdict = document.createElement('pre');
            verdict.id = 'verdict';
            verdict.textContent = JSON.stringify({
              Title: document.title, Faults: seenFaults, Requests: performance.getEntriesByType('resource').map(r => r.name), Inked: inked,
            });
            document.body.append(verdict);
          }, 200));
        </script>
        """;

    public static Seen Open(string page)
    {
        var watched = Path.ChangeExtension(page, ".watched.html");
        var text = File.ReadAllText(page);
        File.WriteAllText(watched, text.Replace("<head>", "<head>" + Before).Replace("</body>", After + "</body>"));
        var folders = Environment.GetEnvironmentVariable("PATH")!.Split(':');
        var program = Programs.SelectMany(name => folders.Select(f => Path.Combine(f, name))).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("There is no Chromium here; eng/setup --tests installs one.");
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
            ArgumentList =
            {
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--window-size=1200,1000",
                $"--user-data-dir={Path.Combine(Path.GetDirectoryName(page)!, "browser")}",
                "--virtual-time-budget=10000", "--dump-dom", new Uri(watched).AbsoluteUri,
            },
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var dom = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var verdict = Verdict().Match(dom);
        return verdict.Success
            ? JsonSerializer.Deserialize<Seen>(WebUtility.HtmlDecode(verdict.Groups[1].Value))!
            : throw new InvalidOperationException($"The browser ended with {process.ExitCode} and no verdict: {error.Result}");
    }

    /// <param name="Inked">Of each canvas: the share of pixels that something was drawn on.</param>
    public sealed record Seen(string Title, IReadOnlyList<string> Faults, IReadOnlyList<string> Requests, IReadOnlyList<double> Inked);

    [GeneratedRegex("<pre id=\"verdict\">(.*?)</pre>", RegexOptions.Singleline)]
    private static partial Regex Verdict();
}
