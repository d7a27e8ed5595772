namespace LossActors.Host.Configuration.Hocon;

/// <summary>The place of a value in a tree: the keys from the root to it. Printed with dots, and quotes where a key needs them.</summary>
public sealed class HoconPath : IEquatable<HoconPath>
{
    readonly string[] _keys;
    readonly string _text;

    public HoconPath(IEnumerable<string> keys)
    {
        _keys = [.. keys];
        _text = string.Join('.', _keys.Select(Of));
    }

    /// <summary>One key as it is written: in quotes where it needs them.</summary>
    public static string Of(string key) => HoconText.IsPlainKey(key) ? key : HoconText.Quote(key);

    public static HoconPath Root { get; } = new([]);

    public IReadOnlyList<string> Keys => _keys;

    public int Length => _keys.Length;

    /// <summary>Reads a dotted path such as <c>a.b."c d"</c>.</summary>
    /// <exception cref="ConfigurationException">The text is no path.</exception>
    public static HoconPath Parse(string text)
    {
        var cursor = new TextCursor(text, text, lines: false);
        var path = cursor.ReadPath();
        return cursor.AtEnd ? path : throw cursor.Error($"{cursor.Shown} does not belong in a key; put the key in double quotes");
    }

    public HoconPath Child(string key) => new(_keys.Append(key));

    public HoconPath Join(HoconPath below) => below.Length == 0 ? this : Length == 0 ? below : new(_keys.Concat(below._keys));

    public bool Equals(HoconPath? other) => other is not null && _text == other._text;

    public override bool Equals(object? obj) => Equals(obj as HoconPath);

    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => _text;
}
