namespace LossActors.Host.Configuration.Hocon;

/// <summary>A value of a read and resolved configuration. Immutable.</summary>
public abstract class HoconValue
{
    private protected HoconValue(Origin origin) => Origin = origin;

    /// <summary>Where the value was written.</summary>
    public Origin Origin { get; }

    /// <summary>What a sentence calls it: an object, a list, 4, "four".</summary>
    public abstract string Described { get; }

    /// <summary>The value on one line, in a canonical form that reads back as the same value: equal values print alike, however they were
    /// quoted.</summary>
    public abstract string Render();

    public sealed override string ToString() => Render();
}

/// <summary>A text, number, truth value or null.</summary>
public sealed class HoconScalar(Origin origin, string text, HoconScalarKind kind) : HoconValue(origin)
{
    /// <summary>The text as written, without quotes; <c>null</c> for null.</summary>
    public string Text { get; } = text;

    public HoconScalarKind Kind { get; } = kind;

    public override string Described => Kind == HoconScalarKind.Text ? HoconText.Quote(Text) : Text;

    public override string Render() => Kind == HoconScalarKind.Null || HoconText.IsPlainValue(Text) ? Text : HoconText.Quote(Text);
}

/// <summary>How a scalar was written. Reading goes by its text, so that <c>"5"</c> and <c>5</c> are the same number.</summary>
public enum HoconScalarKind
{
    Null,
    Boolean,
    Number,
    Text,
}

/// <summary>A list of values.</summary>
public sealed class HoconArray(Origin origin, IReadOnlyList<HoconValue> items) : HoconValue(origin)
{
    public IReadOnlyList<HoconValue> Items { get; } = items;

    public override string Described => Items.Count == 0 ? "an empty list" : "a list";

    public override string Render() => $"[{string.Join(", ", Items.Select(i => i.Render()))}]";
}
