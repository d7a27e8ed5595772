namespace LossActors.Host.Configuration.Hocon;

/// <summary>A text, number, truth value or null.</summary>
public sealed class HoconScalar(Origin origin, string text, HoconScalarKind kind) : HoconValue(origin)
{
    /// <summary>The text as written, without quotes; <c>null</c> for null.</summary>
    public string Text { get; } = text;

    public HoconScalarKind Kind { get; } = kind;

    public override string Described => Kind switch
    {
        HoconScalarKind.Text => $"the text {HoconText.Quote(Text)}",
        HoconScalarKind.Number => $"the number {Text}",
        _ => Text,
    };

    public override string Render() => Kind == HoconScalarKind.Null || HoconText.IsPlainValue(Text) || IsExponent ? Text : HoconText.Quote(Text);

    // The only reserved character that a number may hold is the exponent's plus.
    bool IsExponent => Kind == HoconScalarKind.Number;
}
