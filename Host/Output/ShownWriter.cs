using System.Globalization;
using System.Text;

namespace LossActors.Host.Output;

/// <summary>Lets text through to a console, its lines and tabs as they are and all else that is not to be shown spelled out.</summary>
sealed class ShownWriter(TextWriter inner) : TextWriter(CultureInfo.InvariantCulture)
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value)
    {
        if (value is '\n' or '\t' || Shown.IsHarmless(value)) inner.Write(value);
        else inner.Write(Shown.Spelled(value));
    }

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        foreach (var c in buffer) Write(c);
    }

    public override void Flush() => inner.Flush();
}
