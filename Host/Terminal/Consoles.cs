using System.Text;
using LossActors.Host.Output;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LossActors.Host.Terminal;

/// <summary>The console as the output allows it.</summary>
static class Consoles
{
    /// <summary>Wide enough for a formula where nobody says how wide the output is.</summary>
    const int PipeWidth = 160;

    /// <summary>The terminal, which takes what is written here as commands too.</summary>
    public static TextWriter Raw { get; } = new StandardOutput(Console.Out);

    /// <summary>From now on what is written to the console cannot command the terminal: texts of files and journals are in it.</summary>
    public static void Guard()
    {
        Console.SetOut(new ShownWriter(Raw));
        Console.SetError(new ShownWriter(Console.Error));
    }

    /// <summary>For many lines that are safe already: bytes as they are, in large pieces, until it is disposed.</summary>
    public static TextWriter Unguarded() => new StandardOutput(new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)));

    /// <summary>
    /// Writes a table at least as wide as its words: one that does not fit would be an ellipsis alone. A terminal breaks its lines.
    /// </summary>
    public static void WriteWhole(this IAnsiConsole console, Table table)
    {
        var width = console.Profile.Width;
        // Room for any table, and for the borders that are added to it.
        const int Unlimited = int.MaxValue / 4;
        var needed = ((IRenderable)table).Measure(RenderOptions.Create(console, console.Profile.Capabilities), Unlimited).Min;
        console.Profile.Width = Math.Max(width, needed);
        console.Write(table);
        console.Profile.Width = width;
    }

    /// <summary>Colours and a display in place for a terminal; plain text, not broken into lines, for a pipe or a file.</summary>
    public static IAnsiConsole Open(bool plain)
    {
        var redirected = plain || Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
            Out = new AnsiConsoleOutput(Raw),
        });
        if (Console.IsOutputRedirected) console.Profile.Width = PipeWidth;
        return console;
    }
}
