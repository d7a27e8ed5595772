using System.Diagnostics;
using System.Runtime.Versioning;

namespace LossActors.Host.Tests.Launchers;

/// <summary>
/// A folder with the scripts of the root, a stand-in for the set-up, and a stand-in for dotnet that writes down what it is asked.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class Workplace : IDisposable
{
    readonly string _root = Path.Combine(Directory.CreateTempSubdirectory("launch").FullName, "loss actors");

    public Workplace()
    {
        var source = Source();
        foreach (var script in new[] { "lossactors", "test", ".ci/run" })
            Write(script, File.ReadAllText(Path.Combine(source, script)));
        foreach (var part in new[] { "eng/build-program", "eng/training-environment" })
            Write(part, File.ReadAllText(Path.Combine(source, part)));
        Write("eng/setup", "#!/usr/bin/env bash\nexit ${SETUP_EXIT:-0}\n");
        foreach (var room in new[] { "Genetics", "Models", "Persistence", "Actors", "Host", "hocon" })
            Write($"{room}/Source/File.cs", "");
        Write("global.json", "{}");
        Write("Directory.Build.props", "");
        Dotnet("");
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_root)!, recursive: true);

    public string Asked => File.Exists($"{_root}/asked") ? File.ReadAllText($"{_root}/asked") : "";

    /// <summary>Adds a file, its parents included.</summary>
    public void Write(string name, string text)
    {
        var path = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!text.StartsWith("#!", StringComparison.Ordinal))
        {
            File.WriteAllText(path, text);
            return;
        }

        // A file that this process wrote may be busy for a moment: a process forked by another test still holds it open.
        File.WriteAllText($"{path}.text", text);
        using var copy = Process.Start("install", ["-m", "755", $"{path}.text", path]);
        copy.WaitForExit();
        File.Delete($"{path}.text");
    }

    public void Delete(string name) => File.Delete(Path.Combine(_root, name));

    /// <summary>Lets time pass for what has been written so far, as far as scripts can see.</summary>
    public void Age()
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(_root, "*", SearchOption.AllDirectories).ToList())
            File.SetLastWriteTimeUtc(entry, File.GetLastWriteTimeUtc(entry).AddHours(-1));
    }

    /// <summary>Makes dotnet behave as a shell script says for the programs that it is asked to run.</summary>
    public void Dotnet(string run, string sdk = "10.0.100", string build = "exit 0") => Write("bin/dotnet",
        $"#!/usr/bin/env bash\necho \"$*\" >> \"{_root}/asked\"\n"
        + $"case $1 in --list-sdks) echo '{sdk} [/x]';; build|publish) {build};; *) {run}\n;; esac\n");

    public (int Code, string Output, string Error) Run(string script, params string[] arguments) => Run(script, [], arguments);

    public (int Code, string Output, string Error) Run(string script, Dictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(_root, script), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment["PATH"] = $"{_root}/bin:{Environment.GetEnvironmentVariable("PATH")}";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    static string Source()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LossActors.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
