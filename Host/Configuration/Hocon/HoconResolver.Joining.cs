namespace LossActors.Host.Configuration.Hocon;

sealed partial class HoconResolver
{
    HoconValue? Join(ConcatNode concat, Layer context)
    {
        var parts = concat.Parts.Select(p => (Node: p, Value: p is BlankNode ? null : Evaluate(p, context))).ToList();
        var values = parts.Select(p => p.Value).OfType<HoconValue>().ToList();
        if (values.Count == 0)
            return null;
        if (values.TrueForAll(v => v is HoconObject))
            return values.Cast<HoconObject>().Aggregate(Merge);
        if (values.TrueForAll(v => v is HoconArray))
        {
            Count(concat, values.Sum(v => ((HoconArray)v).Items.Count));
            return new HoconArray(concat.Origin, [.. values.Cast<HoconArray>().SelectMany(a => a.Items)]);
        }

        if (values.Find(v => v is not HoconScalar) is { } odd)
        {
            var other = values.Find(v => v.GetType() != odd.GetType())!;
            _errors.Add(new ConfigurationError(concat.Origin,
                $"{odd.Described} and {other.Described} cannot be joined; put a comma between them, or refer to values of one kind"));
            return null;
        }

        // A lone substitution with blanks around stays what it is; where others are absent, it is a text.
        if (parts.TrueForAll(p => p.Value is not null || p.Node is BlankNode) && values.Count == 1)
            return values[0];
        var text = string.Concat(parts.Select(p => p.Node is BlankNode blank ? blank.Text : ((HoconScalar?)p.Value)?.Text ?? ""));
        if ((_joined += text.Length) > Limits.JoinedCharacters)
            throw concat.Origin.Error("the substitutions grow the text beyond all measure; join less");
        return new HoconScalar(values[0].Origin, text, HoconScalarKind.Text);
    }

    HoconObject Merge(HoconObject older, HoconObject newer)
    {
        var fields = new OrderedDictionary<string, HoconField>(StringComparer.Ordinal);
        foreach (var field in older.Fields)
            fields.Add(field.Key, field);
        foreach (var field in newer.Fields)
            fields[field.Key] = field.Value is HoconObject over && older.Field(field.Key)?.Value is HoconObject under
                ? field with { Value = Merge(under, over) }
                : field;
        return new HoconObject(newer.Origin, [.. fields.Values]);
    }

    /// <summary>An object inside a list: no path leads to its keys, so nothing refers to them.</summary>
    HoconObject Detached(ObjectNode node, Layer context)
    {
        var fields = new List<HoconField>();
        foreach (var (key, field) in node.Fields)
        {
            var value = default(HoconValue);
            foreach (var part in field.Values)
                value = Evaluate(part, context) switch
                {
                    null => value,
                    HoconObject newer when value is HoconObject older => Merge(older, newer),
                    var newer => newer,
                };
            if (value is not null)
                fields.Add(new HoconField(key, field.Origin, value));
        }

        return new HoconObject(node.Origin, fields);
    }
}
