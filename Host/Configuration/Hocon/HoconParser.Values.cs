namespace LossActors.Host.Configuration.Hocon;

sealed partial class HoconParser
{
    /// <summary>One value, or several joined by standing side by side.</summary>
    Node ParseValue(HoconPath? path)
    {
        var origin = cursor.Here;
        var parts = new List<Node>();
        while (true)
        {
            var blankAt = cursor.Here;
            var blanks = cursor.SkipBlanks();
            if (cursor.AtEnd || cursor.Peek() is '\n' or ',' or '}' or ']')
                break;
            if (blanks.Length > 0 && parts.Count > 0)
                parts.Add(new BlankNode(blankAt, blanks));
            parts.Add(ParsePart(path));
        }

        return parts switch
        {
            [] => throw origin.Error($"a value is expected but {cursor.Shown} was found; write a value, or \"\" for an empty text"),
            [var only] => only,
            _ when parts.TrueForAll(p => p is ScalarNode or BlankNode) => JoinTexts(parts),
            _ => JoinValues(parts),
        };
    }

    Node ParsePart(HoconPath? path)
    {
        var origin = cursor.Here;
        switch (cursor.Peek())
        {
            case '"':
                return new ScalarNode(new HoconScalar(origin, cursor.ReadQuoted(), HoconScalarKind.Text));
            case '{':
                var inner = new ObjectNode(origin);
                ParseBraced(inner, path);
                return inner;
            case '[':
                return ParseArray(origin);
            case '$':
                return ParseSubstitution(origin);
        }

        var text = cursor.ReadUnquoted();
        if (text.Length == 0)
            throw cursor.Error($"{cursor.Shown} cannot stand in a text without quotes; put the whole value in double quotes"
                + (cursor.Peek() == '=' ? ", or begin the next key on a new line or after a comma" : ""));
        return new ScalarNode(new HoconScalar(origin, text, text switch
        {
            "true" or "false" => HoconScalarKind.Boolean,
            "null" => HoconScalarKind.Null,
            _ => HoconText.IsNumber(text) ? HoconScalarKind.Number : HoconScalarKind.Text,
        }));
    }

    ArrayNode ParseArray(Origin origin)
    {
        cursor.Next();
        Enter(origin);
        var items = new List<Node>();
        while (true)
        {
            cursor.SkipLines();
            if (cursor.AtEnd)
                throw origin.Error("the '[' opened here is never closed; add ']' where the list ends");
            if (cursor.Skip("]"))
                break;
            if (cursor.Peek() == ',')
                throw cursor.Error("a value is expected before this comma; remove the comma");
            if (cursor.Peek() == '}')
                throw cursor.Error("'}' stands inside a list; close the list with ']' first");
            items.Add(ParseValue(path: null));
            cursor.SkipBlanks();
            if (cursor.Peek() == '}')
                throw cursor.Error("'}' stands inside a list; close the list with ']' first");
            cursor.Skip(",");
        }

        _depth--;
        return new ArrayNode(origin, items);
    }

    SubstitutionNode ParseSubstitution(Origin origin)
    {
        if (!cursor.Skip("${"))
            throw cursor.Error("'$' begins a substitution such as ${run.name}; put a text that holds $ in double quotes");
        var optional = cursor.Skip("?");
        cursor.SkipBlanks();
        var path = cursor.ReadPath();
        cursor.SkipBlanks();
        if (cursor.StartsWith("["))
            throw cursor.Error("lists from environment variables are not supported; name one variable for each item");
        return cursor.Skip("}")
            ? new SubstitutionNode(origin, path, within, optional)
            : throw cursor.Error($"the substitution ${{{path} is not closed but followed by {cursor.Shown}; add }}");
    }

    static ScalarNode JoinTexts(List<Node> parts)
    {
        var text = string.Concat(parts.Select(p => p is BlankNode blank ? blank.Text : ((ScalarNode)p).Value.Text));
        return new ScalarNode(new HoconScalar(parts[0].Origin, text, HoconScalarKind.Text));
    }

    static ConcatNode JoinValues(List<Node> parts)
    {
        var first = parts[0];
        foreach (var part in parts)
            if (Kind(part) is { } kind && parts.Select(Kind).FirstOrDefault(k => k is not null && k != kind) is { } other)
                throw part.Origin.Error($"{other} and {kind} cannot be joined; put a comma or a new line between them");

        return new ConcatNode(first.Origin, parts);

        static string? Kind(Node part) => part switch
        {
            ScalarNode => "a text",
            ArrayNode => "a list",
            ObjectNode => "an object",
            _ => null,
        };
    }
}
