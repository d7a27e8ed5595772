namespace LossActors.Host.Configuration.Hocon;

/// <summary>Keys and values, in the order in which the keys were first written.</summary>
public sealed class HoconObject : HoconValue
{
    readonly Dictionary<string, HoconField> _byKey;

    public HoconObject(Origin origin, IReadOnlyList<HoconField> fields) : base(origin)
    {
        Fields = fields;
        _byKey = fields.ToDictionary(f => f.Key, StringComparer.Ordinal);
    }

    public IReadOnlyList<HoconField> Fields { get; }

    public override string Described => Fields.Count == 0 ? "an empty object" : "an object";

    public HoconField? Field(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>The value at a path such as <c>islands.count</c>, or null.</summary>
    public HoconValue? Find(string path) => Find(HoconPath.Parse(path));

    public HoconValue? Find(HoconPath path)
    {
        HoconValue? value = this;
        foreach (var key in path.Keys)
            value = (value as HoconObject)?.Field(key)?.Value;
        return value;
    }

    /// <summary>Every leaf by its dotted path, canonically printed and ordered by path; a list is one leaf, an empty object too.</summary>
    public SortedDictionary<string, string> Flatten()
    {
        var leaves = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Flatten(HoconPath.Root, leaves);
        return leaves;
    }

    public override string Render() => $"{{{string.Join(", ", Fields.Select(f => $"{new HoconPath([f.Key])} = {f.Value.Render()}"))}}}";

    void Flatten(HoconPath at, SortedDictionary<string, string> leaves)
    {
        foreach (var field in Fields)
        {
            var path = at.Child(field.Key);
            if (field.Value is HoconObject { Fields.Count: > 0 } inner)
                inner.Flatten(path, leaves);
            else
                leaves[path.ToString()] = field.Value.Render();
        }
    }
}

/// <summary>A key and its value in an object.</summary>
/// <param name="Origin">Where the key was last written.</param>
public sealed record HoconField(string Key, Origin Origin, HoconValue Value);
