using System.Diagnostics.CodeAnalysis;
using LossActors.Host.Configuration.Hocon;

namespace LossActors.Host.Configuration.Settings;

/// <summary>Reads the settings of one object strictly: every key must be asked for, every value must be of its type and range. Faults are
/// gathered, so that a user sees all of them at once, one line each; what only several values show is told once each of them reads. Keys
/// may be dotted (<c>migration.every</c>). Null counts as absent.
/// <code>var options = SettingsReader.Read(root, s => new IslandOptions(s.Get("islands.count", Setting.Int32(1, 4096)),
/// …));</code></summary>
public sealed class SettingsReader
{
    readonly HoconObject _object;
    readonly string _prefix;
    readonly List<ConfigurationError> _errors, _refusals;
    readonly HashSet<string> _known = new(StringComparer.Ordinal);
    readonly Dictionary<string, SettingsReader> _sections = new(StringComparer.Ordinal);
    readonly List<SettingsReader> _items = [];
    readonly Func<HoconField, bool> _isOwn;
    readonly bool _broken;

    SettingsReader(HoconObject inner, string prefix, Func<HoconField, bool> isOwn, bool broken, SettingsReader? above = null)
    {
        (_object, _prefix, _isOwn, _broken) = (inner, prefix, isOwn, broken);
        (_errors, _refusals) = (above?._errors ?? [], above?._refusals ?? []);
    }

    /// <summary>Reads options from a configuration.</summary>
    /// <param name="read">Asks for every setting. Where a value is at fault it gets the type's default and may go on: its result, or
    /// whatever it throws over such values, is dropped in favour of the faults.</param>
    /// <param name="isOwn">Whether a key was written by the user and is no default; without it, all were.</param>
    /// <exception cref="ConfigurationException">Settings are missing, of a wrong type, out of range, or unknown: all of them.</exception>
    public static T Read<T>(HoconObject root, Func<SettingsReader, T> read, Func<HoconField, bool>? isOwn = null)
    {
        var reader = new SettingsReader(root, "", isOwn ?? (_ => true), broken: false);
        T? options = default;
        try
        {
            options = read(reader);
            reader.RefuseUnknown(reader.KnownPaths().ToList());
        }
        catch (Exception) when (reader._errors.Count + reader._refusals.Count > 0)
        {
            // A consequence of a default that stands for a faulty value; the faults are the cause. Keys that were not asked for yet are
            // not unknown.
        }

        // A refusal over a default that stands for a faulty value would be false, and what is read twice is at fault once.
        var faults = reader._errors.Count > 0 ? reader._errors : reader._refusals;
        return faults.Count == 0
            ? options!
            : throw new ConfigurationException(
            [
                .. faults.Distinct()
                    .OrderBy(e => e.Origin.File, StringComparer.Ordinal)
                    .ThenBy(e => e.Origin.Line)
                    .ThenBy(e => e.Origin.Column),
            ]);
    }

    /// <summary>Whether the key has a value other than null.</summary>
    public bool Has(string key) => Field(key, out _) is not null;

    /// <summary>A setting that must be there.</summary>
    public T Get<T>(string key, SettingType<T> type)
    {
        if (Field(key, out var owner) is { } field)
            return owner.Value(field, type)!;
        var last = HoconPath.Parse(key).Keys[^1];
        if (!owner._broken)
            _errors.Add(new ConfigurationError(owner._object.Origin,
                $"{owner.Shown(last)} is missing; write for example {HoconPath.Of(last)} = {type.Example} ({type.Expected})"));
        return default!;
    }

    /// <summary>A setting that may be absent, and then is the given value.</summary>
    public T Get<T>(string key, SettingType<T> type, T absent) =>
        Field(key, out var owner) is { } field ? owner.Value(field, type)! : absent;

    /// <summary>A setting that may be absent, and then is null.</summary>
    public T? Find<T>(string key, SettingType<T> type) where T : struct =>
        Field(key, out var owner) is { } field ? owner.Value(field, type) : null;

    /// <summary>A setting that may be absent.</summary>
    /// <returns>Whether it is there.</returns>
    public bool TryGet<T>(string key, SettingType<T> type, [MaybeNullWhen(false)] out T value)
    {
        var field = Field(key, out var owner);
        value = field is null ? default : owner.Value(field, type);
        return field is not null;
    }

    /// <summary>The settings in an object. An absent one reads as empty: what it must hold is reported missing.</summary>
    public SettingsReader Section(string key)
    {
        var path = HoconPath.Parse(key);
        var section = this;
        foreach (var name in path.Keys)
            section = section.Inner(name);
        return section;
    }

    /// <summary>The objects in a list; none if it is absent.</summary>
    public IReadOnlyList<SettingsReader> Sections(string key)
    {
        if (Field(key, out var owner) is not { } field)
            return [];
        if (field.Value is not HoconArray list)
        {
            owner.Fault(field.Value, field.Key, "a list of objects", $"; write for example {HoconPath.Of(field.Key)} = [{{ … }}]");
            return [];
        }

        var sections = list.Items.Select((item, i) => owner.Open(item, field.Key, $"[{i}]")).ToList();
        owner._items.AddRange(sections);
        return sections;
    }

    /// <summary>Says that keys are known although they are not read this time, such as those of a kind that was not chosen.</summary>
    public void Accept(params string[] keys)
    {
        foreach (var key in keys)
            Field(key, out _);
    }

    /// <summary>Takes down a fault that only the reader of the options can see, such as two settings that do not go together. The sentence
    /// follows the key: "is larger than population; lower it".</summary>
    /// <param name="others">Keys that have a part in it: where the first one is a default, the place is that of one the user wrote.</param>
    public void Refuse(string key, string sentence, params IEnumerable<string> others)
    {
        var field = Field(key, out var owner);
        var own = others.Select(k => Field(k, out _)).Prepend(field).OfType<HoconField>().FirstOrDefault(_isOwn);
        var origin = (own ?? field)?.Value.Origin ?? owner._object.Origin;
        _refusals.Add(new ConfigurationError(origin, $"{owner.Shown(HoconPath.Parse(key).Keys[^1])} {sentence}"));
    }

    HoconField? Field(string key, out SettingsReader owner)
    {
        var path = HoconPath.Parse(key);
        owner = this;
        foreach (var name in path.Keys.SkipLast(1))
            owner = owner.Inner(name);
        owner._known.Add(path.Keys[^1]);
        return owner._object.Field(path.Keys[^1]) is { Value: not HoconScalar { Kind: HoconScalarKind.Null } } field ? field : null;
    }

    T? Value<T>(HoconField field, SettingType<T> type)
    {
        var before = _errors.Count;
        var value = type.Read(field.Value, new SettingFaults(Shown(field.Key), HoconPath.Of(field.Key), _errors));
        return _errors.Count == before ? value : default;
    }

    SettingsReader Inner(string name)
    {
        if (!_sections.TryGetValue(name, out var section))
            _sections.Add(name, section = Open(_object.Field(name)?.Value, name));
        return section;
    }

    SettingsReader Open(HoconValue? value, string name, string index = "")
    {
        if (value is HoconObject inner)
            return new SettingsReader(inner, $"{Shown(name)}{index}.", _isOwn, _broken, this);
        var absent = value is null or HoconScalar { Kind: HoconScalarKind.Null };
        if (!absent)
            Fault(value!, name, "an object", $"; write for example {HoconPath.Of(name)} {{ … }}", index);
        return new SettingsReader(new HoconObject(_object.Origin, []), $"{Shown(name)}{index}.", _isOwn, _broken || !absent, this);
    }

    string Shown(string key) => _prefix + HoconPath.Of(key);

    void Fault(HoconValue value, string name, string expected, string remedy, string index = "") =>
        new SettingFaults(Shown(name) + index, HoconPath.Of(name), _errors).Add(value, expected, remedy);

    IEnumerable<string> KnownPaths() => _known.Select(Shown).Concat(_sections.Values.SelectMany(s => s.KnownPaths()));

    void RefuseUnknown(List<string> everywhere)
    {
        foreach (var section in _sections.Values.Concat(_items))
            section.RefuseUnknown(everywhere);
        foreach (var field in _object.Fields.Where(f => !_known.Contains(f.Key) && !_sections.ContainsKey(f.Key)))
        {
            var here = _known.Union(_sections.Keys).Order(StringComparer.Ordinal).ToList();
            var near = Spelling.Nearest(field.Key, here);
            var meant = near is not null
                ? Shown(near)
                : everywhere.Find(path => $".{path}".EndsWith($".{HoconPath.Of(field.Key)}", StringComparison.Ordinal));
            var remedy = meant is not null ? $"did you mean {meant}?"
                : here.Count > 0 ? $"known here: {string.Join(", ", here)}"
                : "remove it";
            _errors.Add(new ConfigurationError(field.Origin, $"the key {Shown(field.Key)} is unknown; {remedy}"));
        }
    }
}
