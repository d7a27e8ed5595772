namespace LossActors.Host.Configuration.Hocon;

/// <summary>Turns one text into a tree that still holds substitutions; included files are merged where they stand.</summary>
sealed partial class HoconParser(TextCursor cursor, HoconPath within, int depth, Func<Include, ObjectNode?> include)
{
    int _depth = depth;

    public ObjectNode ParseFile()
    {
        var root = new ObjectNode(cursor.Here);
        cursor.SkipLines();
        if (cursor.Peek() == '[')
            throw cursor.Error("the file is a list; write keys and values, as in: run { name = first }");
        if (cursor.Peek() != '{')
        {
            ParseFields(root, within, opened: null);
            return root;
        }

        ParseBraced(root, within);
        cursor.SkipLines();
        return cursor.AtEnd
            ? root
            : throw cursor.Error("nothing may follow the closing '}' of the whole file; remove the outer braces or what follows them");
    }

    /// <summary>Parses the whole text as one value of a key.</summary>
    public void ParseAssignment(ObjectNode root, HoconPath path, bool append, Origin origin)
    {
        cursor.SkipLines();
        Assign(root, path, path, append, origin);
        cursor.SkipLines();
        if (!cursor.AtEnd)
            throw cursor.Error($"{cursor.Shown} does not belong in a value; put the value in double quotes");
    }

    void ParseBraced(ObjectNode target, HoconPath? path)
    {
        var opened = cursor.Here;
        cursor.Next();
        Enter(opened);
        ParseFields(target, path, opened);
        _depth--;
    }

    /// <summary>Parses fields up to the end of the object. The target's path is null inside a list, where values have none; the opening
    /// brace is null at the top of a file.</summary>
    void ParseFields(ObjectNode target, HoconPath? path, Origin? opened)
    {
        while (true)
        {
            cursor.SkipLines();
            if (cursor.AtEnd)
            {
                if (opened is { } brace)
                    throw brace.Error("the '{' opened here is never closed; add '}' where the object ends");
                return;
            }

            if (cursor.Peek() == '}')
            {
                if (opened is null)
                    throw cursor.Error("this '}' closes nothing; remove it, or add the '{' that it should close");
                cursor.Next();
                return;
            }

            if (cursor.Peek() == ',')
                throw cursor.Error("a key is expected before this comma; remove the comma");

            if (!ParseInclude(target, path))
                ParseField(target, path);
            cursor.SkipBlanks();
            if (!cursor.AtEnd && cursor.Peek() is not ('\n' or '}') && !cursor.Skip(","))
                throw cursor.Error($"{cursor.Shown} stands where the value should end; begin the next key on a new line or after a comma");
        }
    }

    void ParseField(ObjectNode target, HoconPath? path)
    {
        var origin = cursor.Here;
        var key = cursor.ReadPath();
        cursor.SkipBlanks();
        var append = cursor.Skip("+=");
        if (append && path is null)
            throw origin.Error("+= cannot be used inside a list; write the whole list with =");
        if (!append && !cursor.Skip("=") && !cursor.Skip(":") && cursor.Peek() != '{')
            throw cursor.Error($"after the key '{key}' one of = : += {{ is expected, but {cursor.Shown} was found; "
                + $"write {key} = …, and put a key that holds blanks in double quotes");
        cursor.SkipLines();
        Assign(target, key, path?.Join(key), append, origin);
    }

    void Assign(ObjectNode target, HoconPath key, HoconPath? path, bool append, Origin origin)
    {
        if (cursor.AtEnd || cursor.Peek() is ',' or '}')
            throw origin.Error($"the key '{key}' has no value; write one after the =, or \"\" for an empty text");
        _depth += key.Length - 1;
        Enter(origin);
        var value = ParseValue(path);
        _depth -= key.Length;

        if (append)
            target.Set(key, new ConcatNode(value.Origin,
            [
                new SubstitutionNode(origin, path!, HoconPath.Root, optional: true), new ArrayNode(value.Origin, [value]),
            ]), origin);
        else if (path is not null && value is ConcatNode { Parts: var parts } && parts.Any(p => p is ObjectNode))
            // Joining objects is merging them, which a field does with the values that it is given.
            foreach (var part in parts.Where(p => p is not BlankNode))
                target.Set(key, part is SubstitutionNode substitution ? substitution.JoinedWithObject() : part, origin);
        else
            target.Set(key, value, origin);
    }

    bool ParseInclude(ObjectNode target, HoconPath? path)
    {
        if (!cursor.StartsWith("include") || Next() is not ('"' or 'f' or 'o' or 'r' or 'u' or 'c'))
            return false;
        var origin = cursor.Here;
        cursor.Skip("include");
        cursor.SkipBlanks();
        var optional = cursor.Skip("optional(");
        var depth = optional || cursor.Skip("required(") ? 1 : 0;
        cursor.SkipBlanks();
        if (cursor.Skip("file("))
            depth++;
        cursor.SkipBlanks();
        if (cursor.Peek() != '"')
            throw cursor.Error("include takes a file name in double quotes, as in: include \"base.conf\", "
                + "include required(\"base.conf\") or include optional(\"local.conf\")");
        var at = cursor.Here;
        var file = cursor.ReadQuoted();
        for (; depth > 0; depth--)
        {
            cursor.SkipBlanks();
            if (!cursor.Skip(")"))
                throw cursor.Error("the '(' of this include is not closed; add ')'");
        }

        if (include(new Include(file, at, optional, path ?? HoconPath.Root, _depth)) is { } included)
            target.Merge(included);
        return true;

        // What follows the word: a key named include is followed by a separator.
        char Next()
        {
            var ahead = "include".Length;
            if (cursor.Peek(ahead) == '"')
                return '"';
            var blanks = ahead;
            while (HoconText.IsBlank(cursor.Peek(blanks)))
                blanks++;
            return blanks == ahead ? '=' : cursor.Peek(blanks);
        }
    }

    void Enter(Origin origin)
    {
        if (++_depth > Limits.Depth)
            throw origin.Error($"more than {Limits.Depth} objects and lists stand inside each other; nest less deeply");
    }
}
