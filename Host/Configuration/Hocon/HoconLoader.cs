using System.Text;

namespace LossActors.Host.Configuration.Hocon;

/// <summary>Finds and parses files, puts the layers of one configuration together and has them resolved.</summary>
sealed class HoconLoader(HoconOptions options)
{
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    readonly Stack<string> _open = new();
    int _files;

    public HoconObject Resolve(ObjectNode main)
    {
        var root = new ObjectNode(main.Origin);
        foreach (var file in options.Defaults)
            root.Merge(ReadInclude(new Include(file, new Origin(file, 0, 0), Optional: false, HoconPath.Root, Depth: 0), folder: "")!);
        root.Merge(main);
        foreach (var setting in options.Overrides)
            Override(root, setting);
        return new HoconResolver(root, options.Environment).Resolve();
    }

    public ObjectNode ReadText(string text, string name) => Parse(text, name, HoconPath.Root, depth: 0);

    public ObjectNode ReadFile(string path, Origin asked) => ReadFile(path, asked, HoconPath.Root, depth: 0);

    ObjectNode ReadFile(string path, Origin asked, HoconPath within, int depth)
    {
        var full = Path.GetFullPath(path);
        if (_open.Contains(full))
        {
            var circle = _open.Reverse().SkipWhile(file => file != full).Append(full).Select(Path.GetFileName);
            throw asked.Error($"the file includes itself ({string.Join(" → ", circle)}); remove one of these includes");
        }

        if (++_files > Limits.Files)
            throw asked.Error($"more than {Limits.Files} files are included; include fewer");
        var text = Load(path, asked);
        _open.Push(full);
        var parsed = Parse(text, path, within, depth);
        _open.Pop();
        return parsed;
    }

    ObjectNode Parse(string text, string name, HoconPath within, int depth)
    {
        var folder = Path.GetDirectoryName(name) ?? "";
        return new HoconParser(new TextCursor(text, name), within, depth, request => ReadInclude(request, folder)).ParseFile();
    }

    ObjectNode? ReadInclude(Include request, string folder)
    {
        if (request.File.Length == 0 || request.File.Contains('\0'))
            throw request.Origin.Error(
                "the name of the included file is empty or not a file name; write one, as in: include \"base.conf\"");
        string[] candidates = [Path.Combine(folder, request.File), Path.Combine(options.BuiltIn, request.File)];
        foreach (var candidate in candidates.SelectMany(c => new[] { c, c + ".conf" }))
            if (File.Exists(candidate))
                return ReadFile(candidate, request.Origin, request.Path, request.Depth);
        if (request.Optional)
            return null;
        throw request.Origin.Error($"the included file '{request.File}' is neither at '{candidates[0]}' nor at '{candidates[1]}'; "
            + $"correct its name, or write include optional(\"{request.File}\") if it may be absent");
    }

    static string Load(string path, Origin asked)
    {
        try
        {
            if (Directory.Exists(path))
                throw asked.Error("this is a folder; name a configuration file in it");
            if (!File.Exists(path))
                throw asked.Error("there is no such file; check the path");
            var (bytes, length) = PlainFile.Read(path, Limits.FileBytes);
            if (bytes.Length > Limits.FileBytes)
                throw asked.Error(
                    $"the file has {length?.ToString() ?? "endless"} bytes, more than a configuration may have ({Limits.FileBytes}); "
                    + "check that it is one");
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException fault)
        {
            throw new Origin(path, 0, 0).Error(
                $"the file is not UTF-8 text (byte {fault.Index + 1}); check that it is a configuration, and save it as UTF-8");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw asked.Error($"the file '{path}' cannot be read: {fault.Message}");
        }
    }

    void Override(ObjectNode root, string setting)
    {
        var (typed, example) = options.Overriding;
        var name = $"{typed} {setting}";
        var separator = UnquotedEquals(setting);
        if (separator <= 0)
            throw new Origin(name, 0, 0).Error($"a setting is written key=value, as in: {typed} {example}");
        var append = setting[separator - 1] == '+';
        var key = setting[..(append ? separator - 1 : separator)].Trim();
        var value = setting[(separator + 1)..];
        HoconPath path;
        try
        {
            path = HoconPath.Parse(key);
        }
        catch (ConfigurationException fault)
        {
            throw new Origin(name, 0, 0).Error(fault.Errors[0].Sentence);
        }

        var origin = new Origin(name, 0, separator + 2);
        try
        {
            new HoconParser(new TextCursor(value, name, lines: false), HoconPath.Root, depth: 0, _ => null)
                .ParseAssignment(root, path, append, origin);
        }
        catch (ConfigurationException) when (IsBareText(value))
        {
            root.Set(path, new ScalarNode(new HoconScalar(origin, value.Trim(), HoconScalarKind.Text)), origin);
        }
    }

    static bool IsBareText(string value) =>
        value.AsSpan().Trim() is [not ('{' or '[' or '"'), ..] && !value.Contains("${", StringComparison.Ordinal);

    static int UnquotedEquals(string setting)
    {
        var quoted = false;
        for (var i = 0; i < setting.Length; i++)
            if (setting[i] == '"')
                quoted = !quoted;
            else if (setting[i] == '=' && !quoted)
                return i;
        return -1;
    }
}
