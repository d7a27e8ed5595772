namespace LossActors.Host.Configuration.Hocon;

/// <summary>A value as parsed, before substitutions are replaced.</summary>
abstract class Node(Origin origin)
{
    /// <summary>Of an object that was written in parts, the place of the last one.</summary>
    public Origin Origin { get; protected set; } = origin;
}

sealed class ScalarNode(HoconScalar value) : Node(value.Origin)
{
    public HoconScalar Value { get; } = value;
}

/// <summary>The blanks between two joined values: part of a text, nothing between lists or objects.</summary>
sealed class BlankNode(Origin origin, string text) : Node(origin)
{
    public string Text { get; } = text;
}

sealed class ArrayNode(Origin origin, IReadOnlyList<Node> items) : Node(origin)
{
    public IReadOnlyList<Node> Items { get; } = items;
}

sealed class ConcatNode(Origin origin, IReadOnlyList<Node> parts) : Node(origin)
{
    public IReadOnlyList<Node> Parts { get; } = parts;
}

/// <summary>A reference. <c>Within</c> is where its file was included, tried in front of the path first; <c>MustBeObject</c> says that it
/// is joined with an object that was written out.</summary>
sealed class SubstitutionNode(Origin origin, HoconPath path, HoconPath within, bool optional, bool mustBeObject = false) : Node(origin)
{
    public HoconPath Path { get; } = path;
    public HoconPath Within { get; } = within;
    public bool Optional { get; } = optional;
    public bool MustBeObject { get; } = mustBeObject;

    public SubstitutionNode JoinedWithObject() => new(Origin, Path, Within, Optional, mustBeObject: true);

    public override string ToString() => $"${{{(Optional ? "?" : "")}{Path}}}";
}

/// <summary>All values that a key was given, oldest first: a later substitution may refer to an earlier value of its own key, and objects
/// merge.</summary>
sealed class FieldNode
{
    readonly List<Node> _values = [];

    public Origin Origin { get; private set; }
    public IReadOnlyList<Node> Values => _values;

    public void Add(Node value, Origin origin)
    {
        Origin = origin;
        if (value is ObjectNode added && _values is [.., ObjectNode last])
        {
            last.Merge(added);
            last.GoOn(added.Origin);
            return;
        }

        if (value is ScalarNode)
            _values.Clear();
        _values.Add(value);
    }

    /// <summary>The object that keys below this one go into.</summary>
    public ObjectNode Open(Origin origin)
    {
        if (_values is [.., ObjectNode last])
            last.GoOn(origin);
        else
            Add(new ObjectNode(origin), origin);
        return (ObjectNode)_values[^1];
    }

    public void Merge(FieldNode newer)
    {
        foreach (var value in newer._values)
            Add(value, newer.Origin);
    }
}

sealed class ObjectNode(Origin origin) : Node(origin)
{
    readonly OrderedDictionary<string, FieldNode> _fields = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, FieldNode> Fields => _fields;

    public FieldNode Field(string key)
    {
        if (!_fields.TryGetValue(key, out var field))
            _fields.Add(key, field = new FieldNode());
        return field;
    }

    public void Merge(ObjectNode newer)
    {
        foreach (var (key, field) in newer._fields)
            Field(key).Merge(field);
    }

    /// <summary>A further part of it begins here.</summary>
    public void GoOn(Origin origin) => Origin = origin;

    public void Set(HoconPath path, Node value, Origin origin)
    {
        var target = this;
        foreach (var key in path.Keys.SkipLast(1))
            target = target.Field(key).Open(origin);
        target.Field(path.Keys[^1]).Add(value, origin);
    }
}
