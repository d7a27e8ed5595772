using System.Globalization;
using System.Text;

namespace LossActors.Host.Output;

/// <summary>Lets text through to a console, its lines and tabs as they are and all else that is not to be shown spelled out.</summary>
sealed class ShownWriter(TextWriter inner) : TextWriter(CultureInfo.InvariantCulture)
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    /// <summary>In as few pieces as can be: a console sends each to the system at once.</summary>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var passed = 0;
            while (passed < buffer.Length && Passes(buffer[passed])) passed++;
            if (passed > 0) inner.Write(buffer[..passed]);
            if (passed == buffer.Length) return;
            inner.Write(Shown.Spelled(buffer[passed]));
            buffer = buffer[(passed + 1)..];
        }
    }

    public override void WriteLine(string? value) => Write(value + NewLine);

    public override void Flush() => inner.Flush();

    static bool Passes(char c) => c is '\n' or '\t' || Shown.IsHarmless(c);
}
