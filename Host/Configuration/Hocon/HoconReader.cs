namespace LossActors.Host.Configuration.Hocon;

/// <summary>Reads configurations in HOCON (Human-Optimized Config Object Notation, the Lightbend specification), with three deliberate
/// differences: an included file must exist unless <c>include optional("…")</c> says otherwise, a key that holds blanks must be quoted, and
/// a value without quotes may hold a plus (<c>ce+l2</c>).</summary>
public static class HoconReader
{
    /// <summary>Reads a file and all that it includes.</summary>
    /// <exception cref="ConfigurationException">A file cannot be read or is not well formed, or a substitution cannot be
    /// replaced.</exception>
    public static HoconObject ReadFile(string path, HoconOptions? options = null)
    {
        var loader = new HoconLoader(options ?? new HoconOptions());
        return loader.Resolve(loader.ReadFile(path, new Origin(path, 0, 0)));
    }

    /// <summary>Reads a text. Errors call it by its name, and included files are looked for beside it.</summary>
    /// <exception cref="ConfigurationException">As for <see cref="ReadFile"/>.</exception>
    public static HoconObject ReadText(string text, string name, HoconOptions? options = null)
    {
        var loader = new HoconLoader(options ?? new HoconOptions());
        return loader.Resolve(loader.ReadText(text, name));
    }
}
