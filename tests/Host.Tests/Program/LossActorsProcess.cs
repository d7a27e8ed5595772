using System.Diagnostics;

namespace LossActors.Host.Tests.Program;

/// <summary>The program as users start it: a process of its own.</summary>
sealed class LossActorsProcess(string folder)
{
    /// <summary>The published program where ./test names it, which is compiled ahead and starts in half the time.</summary>
    static readonly string Dll = Environment.GetEnvironmentVariable("LOSSACTORS_PROGRAM") is { Length: > 0 } published
        ? published : Path.Combine(AppContext.BaseDirectory, "lossactors.dll");

    public string Folder => folder;

    public Process Start(params string[] arguments) => StartWithin([], arguments);

    /// <param name="frame">A command that runs the program in its own place, such as another network.</param>
    public Process StartWithin(IReadOnlyList<string> frame, IReadOnlyList<string> arguments)
    {
        string[] line = [.. frame, "dotnet", Dll, .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    public Outcome Run(params string[] arguments) => RunWithin([], arguments);

    /// <inheritdoc cref="StartWithin" path="/param"/>
    public Outcome RunWithin(IReadOnlyList<string> frame, IReadOnlyList<string> arguments)
    {
        using var process = StartWithin(frame, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Outcome(process.ExitCode, output, error.Result);
    }

    /// <summary>Runs it, expects no fault, and returns what it printed.</summary>
    public string Done(params string[] arguments)
    {
        var outcome = Run(arguments);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        return outcome.Output;
    }

    /// <summary>Runs it, and expects it to be refused as bad configuration.</summary>
    /// <param name="why">Part of what it says.</param>
    public void Refused(string why, params string[] arguments)
    {
        var outcome = Run(arguments);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(why, outcome.Error);
    }

    public string File(string name, string text)
    {
        var path = Path.Combine(folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    public sealed record Outcome(int ExitCode, string Output, string Error);
}
