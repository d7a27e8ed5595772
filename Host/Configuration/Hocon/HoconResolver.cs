namespace LossActors.Host.Configuration.Hocon;

/// <summary>Replaces substitutions and merges what each key was given.
/// <para>The values that apply at a path are kept as layers, oldest first. A substitution in a layer that refers to its own key sees the
/// layers below it alone; everywhere else it sees all of them, from whatever file. Keys are resolved one by one, so that an object may
/// refer to its own other keys.</para></summary>
sealed partial class HoconResolver(ObjectNode root, Func<string, string?> environment)
{
    readonly List<ConfigurationError> _errors = [];
    readonly List<Layer> _evaluating = [];
    readonly HashSet<SubstitutionNode> _expanding = [];
    int _depth;
    int _steps;
    long _joined;

    public HoconObject Resolve()
    {
        var resolved = Fold([new Layer(root, HoconPath.Root, 0)]) as HoconObject;
        return _errors.Count == 0 ? resolved ?? new HoconObject(root.Origin, []) : throw new ConfigurationException(_errors);
    }

    /// <summary>The value of a path from its layers: the newest one, with older objects merged below it. Null if undefined.</summary>
    HoconValue? Fold(IReadOnlyList<Layer> layers)
    {
        var literals = new List<ObjectNode>();
        var merged = default(HoconObject);
        var keys = new List<string>();
        var origin = default(Origin?);
        for (var i = layers.Count - 1; i >= 0 && !layers[i].IsBarrier; i--)
        {
            if (layers[i].Node is ObjectNode literal)
            {
                literals.Add(literal);
                keys.InsertRange(0, literal.Fields.Keys);
                origin ??= literal.Origin;
                continue;
            }

            if (Evaluate(layers[i]) is not { } value)
                continue;
            if (value is not HoconObject inner)
            {
                if (origin is null)
                    return value;
                break;
            }

            merged = merged is null ? inner : Merge(inner, merged);
            keys.InsertRange(0, inner.Fields.Select(f => f.Key));
            origin ??= inner.Origin;
        }

        if (origin is null)
            return null;
        if (literals.Count == 0)
            return merged;
        return new HoconObject(origin.Value, [.. keys.Distinct().Select(k => Field(k, literals, merged, layers)).OfType<HoconField>()]);
    }

    HoconField? Field(string key, List<ObjectNode> newestFirst, HoconObject? merged, IReadOnlyList<Layer> layers)
    {
        if (newestFirst.Find(l => l.Fields.ContainsKey(key)) is not { } literal)
            return merged?.Field(key);
        Enter(literal);
        var value = Fold(Descend(layers, key));
        _depth--;
        return value is null ? null : new HoconField(key, literal.Fields[key].Origin, value);
    }

    /// <summary>The layers of a key below the given ones.</summary>
    List<Layer> Descend(IReadOnlyList<Layer> layers, string key)
    {
        var below = new List<Layer>();
        foreach (var layer in layers)
            Descend(layer, layer.Node, key, below);
        return below;
    }

    /// <summary>Adds what one layer gives to a key.</summary>
    /// <returns>Whether the layer is an object; null if it is undefined.</returns>
    bool? Descend(Layer layer, Node? node, string key, List<Layer> below)
    {
        Count(layer.Node ?? root);
        switch (node)
        {
            case ObjectNode literal:
                if (literal.Fields.TryGetValue(key, out var field))
                    foreach (var value in field.Values)
                        below.Add(new Layer(value, layer.Field.Child(key), below.Count));
                return true;
            case SubstitutionNode substitution:
                return DescendThrough(substitution, layer, key, below);
            case ConcatNode { Parts: var parts } when parts.All(p => p is SubstitutionNode or BlankNode):
                var joined = default(bool?);
                foreach (var part in parts.OfType<SubstitutionNode>())
                    joined = Descend(layer, part, key, below) ?? joined;
                return joined;
            default:
                below.Add(Layer.Barrier);
                return false;
        }
    }

    bool? DescendThrough(SubstitutionNode substitution, Layer layer, string key, List<Layer> below)
    {
        if (!_expanding.Add(substitution))
            throw substitution.Origin.Error($"{substitution} refers to itself through other keys; break the circle");
        Enter(substitution);
        var inner = new List<Layer>();
        var isObject = default(bool?);
        foreach (var target in Expand(substitution, layer))
        {
            var found = Descend(target, target.Node, key, inner);
            isObject = target.IsBarrier ? null : found ?? isObject;
        }

        _depth--;
        _expanding.Remove(substitution);

        // What the object replaced where it was defined is not there to be seen here; what lies below it here still is.
        below.AddRange(isObject == true ? inner[(inner.FindLastIndex(l => l.IsBarrier) + 1)..] : isObject == false ? [Layer.Barrier] : []);
        return isObject;
    }

    /// <summary>The layers that a substitution stands for.</summary>
    List<Layer> Expand(SubstitutionNode substitution, Layer context) =>
        Targets(substitution, context).FirstOrDefault(t => t.Layers is [.., { IsBarrier: false }]).Layers
        ?? (FromEnvironment(substitution) is { } variable ? [new Layer(new ScalarNode(variable), HoconPath.Root, 0)] : []);

    HoconScalar? FromEnvironment(SubstitutionNode substitution)
    {
        var name = substitution.Path.ToString();
        return environment(name) is { } text
            ? new HoconScalar(substitution.Origin with { Variable = name }, text, HoconScalarKind.Text)
            : null;
    }

    IEnumerable<(List<Layer> Layers, bool LookedBack)> Targets(SubstitutionNode substitution, Layer context)
    {
        if (substitution.Within.Length > 0)
            yield return Target(substitution.Within.Join(substitution.Path), context);
        yield return Target(substitution.Path, context);
    }

    (List<Layer> Layers, bool LookedBack) Target(HoconPath path, Layer context)
    {
        List<Layer> layers = [new(root, HoconPath.Root, 0)];
        var at = HoconPath.Root;
        var lookedBack = false;
        foreach (var key in path.Keys)
        {
            layers = Descend(layers, key);
            at = at.Child(key);
            var below = at.Equals(context.Field) ? context.Index
                : at.Length == path.Length && _evaluating.FindLast(l => l.Field.Equals(at)) is { Node: not null } active ? active.Index
                : layers.Count;
            lookedBack |= below < layers.Count;
            layers = layers[..Math.Min(below, layers.Count)];
        }

        return (layers, lookedBack);
    }

    HoconValue? Evaluate(Layer layer)
    {
        if (_evaluating.Exists(l => ReferenceEquals(l.Node, layer.Node)))
            throw layer.Node!.Origin.Error($"the value of '{layer.Field}' depends on itself; break the circle");
        _evaluating.Add(layer);
        var value = Evaluate(layer.Node!, layer);
        _evaluating.RemoveAt(_evaluating.Count - 1);
        return value;
    }

    HoconValue? Evaluate(Node node, Layer context)
    {
        Enter(node);
        HoconValue? value = node switch
        {
            ScalarNode scalar => scalar.Value,
            ArrayNode array => new HoconArray(array.Origin, [.. array.Items.Select(i => Evaluate(i, context)).OfType<HoconValue>()]),
            SubstitutionNode substitution => Substitute(substitution, context),
            ConcatNode concat => Join(concat, context),
            ObjectNode detached => Detached(detached, context),
            _ => null,
        };
        _depth--;
        return value;
    }

    HoconValue? Substitute(SubstitutionNode substitution, Layer context)
    {
        var lookedBack = false;
        var errors = _errors.Count;
        foreach (var target in Targets(substitution, context))
        {
            lookedBack |= target.LookedBack;
            if (Fold(target.Layers) is not { } value)
                continue;
            if (substitution.MustBeObject && value is not HoconObject)
                _errors.Add(new ConfigurationError(substitution.Origin,
                    $"{substitution} is {value.Described} and cannot be joined with an object; refer to an object"));
            return value;
        }

        if (FromEnvironment(substitution) is { } variable)
            return variable;
        if (!substitution.Optional && _errors.Count == errors && errors < 100)
            _errors.Add(new ConfigurationError(substitution.Origin, lookedBack
                ? $"{substitution} refers to itself and has no earlier value; give it one, or refer to another key"
                : $"{substitution} names neither a key nor an environment variable; "
                    + $"define it, or write ${{?{substitution.Path}}} if it may be absent"));
        return null;
    }

    void Enter(Node node)
    {
        Count(node);
        if (++_depth > Limits.ResolutionDepth)
            throw node.Origin.Error("substitutions refer to each other too deeply; shorten the chain");
    }

    void Count(Node node, int steps = 1)
    {
        if ((_steps += steps) > Limits.ResolutionSteps)
            throw node.Origin.Error("the substitutions grow the configuration beyond all measure; refer to less");
    }

    /// <summary>A value, the path that it was given to, and how many values that path had before.</summary>
    readonly record struct Layer(Node? Node, HoconPath Field, int Index)
    {
        /// <summary>Something above the path became a value without keys: what is older does not count.</summary>
        public static Layer Barrier => new(null, HoconPath.Root, 0);

        public bool IsBarrier => Node is null;
    }
}
