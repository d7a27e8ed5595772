namespace LossActors.Host.Configuration.Hocon;

/// <summary>A text, number, truth value or null.</summary>
public sealed class HoconScalar(Origin origin, string text, HoconScalarKind kind) : HoconValue(origin)
{
    /// <summary>The text as written, without quotes; <c>null</c> for null.</summary>
    public string Text { get; } = text;

    public HoconScalarKind Kind { get; } = kind;

    public override string Described => Kind == HoconScalarKind.Text ? HoconText.Quote(Text) : Text;

    public override string Render() => Kind == HoconScalarKind.Null || HoconText.IsPlainValue(Text) ? Text : HoconText.Quote(Text);
}
