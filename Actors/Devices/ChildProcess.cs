using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace LossActors.Actors.Devices;

/// <summary>
/// A process that is spoken to in lines. In a session of its own, so that Ctrl-C at the supervisor's terminal does not reach it, and the
/// first to go when memory runs out.
/// </summary>
sealed class ChildProcess : IDisposable
{
    /// <summary>Out of 1000: above any program's own.</summary>
    const int OutOfMemoryScore = 800;

    /// <summary>The shell's exit codes for a program that cannot be run or is not there.</summary>
    const int CannotRun = 126, NotFound = 127;

    readonly Process process;
    readonly BlockingCollection<string> lines = [];
    readonly Thread errors;
    string lastError = "";

    /// <param name="command">Program and arguments.</param>
    /// <exception cref="InvalidOperationException">Nothing can be started on this machine.</exception>
    public ChildProcess(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        var become = $"{{ echo {OutOfMemoryScore} > /proc/self/oom_score_adj; }} 2> /dev/null; exec setsid \"$@\"";
        foreach (var argument in new[] { "-c", become, "lane" }.Concat(command)) start.ArgumentList.Add(argument);
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"{command[0]} did not start: {e.Message}", e);
        }

        Read(process.StandardOutput, lines.Add, lines.CompleteAdding);
        errors = Read(process.StandardError, line => lastError = line.Length > 0 ? line : lastError, static () => { });
    }

    public bool IsAlive => !process.HasExited;

    /// <exception cref="IOException">It listens no more.</exception>
    public void Say(string line)
    {
        process.StandardInput.WriteLine(line);
        process.StandardInput.Flush();
    }

    /// <summary>The next line within a time; null: none came.</summary>
    /// <exception cref="EndOfStreamException">It has ended and said nothing more.</exception>
    /// <exception cref="OperationCanceledException"/>
    public string? Next(TimeSpan patience, CancellationToken cancellation) =>
        lines.TryTake(out var line, (int)patience.TotalMilliseconds, cancellation) ? line
        : lines.IsCompleted ? throw new EndOfStreamException()
        : null;

    /// <summary>How it ended, with the last line of its error output, which often tells why; waits until it has.</summary>
    /// <exception cref="InvalidOperationException">It never ran.</exception>
    public string End()
    {
        process.WaitForExit();
        errors.Join(TimeSpan.FromSeconds(1));
        var said = lastError.Length > 0 ? $": {lastError}" : "";
        return process.ExitCode is CannotRun or NotFound
            ? throw new InvalidOperationException($"The training process did not start{said}")
            : $"with exit code {process.ExitCode}{said}";
    }

    public void Dispose()
    {
        try
        {
            process.Kill();
            process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It had ended already.
        }

        process.Dispose();
    }

    static Thread Read(StreamReader reader, Action<string> line, Action end)
    {
        var thread = new Thread(() =>
        {
            try
            {
                while (reader.ReadLine() is { } text) line(text);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // The child is gone; what it said is kept.
            }

            end();
        })
        { IsBackground = true, Name = "lane child" };
        thread.Start();
        return thread;
    }
}
